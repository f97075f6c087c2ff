//! The loop that a program would contain without a runner: it calls tools concurrently and reports errors to the model.

use futures_util::future::join_all;
use openai_typed::types::{
    ChatCompletionMessageToolCallsItem, ChatCompletionRequestMessage,
    ChatCompletionRequestToolMessage, CreateChatCompletionRequest, CreateResponse, InputItem,
    OutputItem,
};
use openai_typed::{Client, Error};

use crate::{definition, tool};

/// Requests responses until one has no tool calls, and returns the number of requests.
pub async fn responses(client: Result<Client, Error>) -> Result<usize, Error> {
    let client = client?;
    let mut request = CreateResponse::new()
        .with_model("m")
        .with_input("x")
        .with_tools([definition()]);
    for requests in 1.. {
        let response = client.responses().create(request.clone()).await?;
        let calls = response.output.iter().filter_map(|item| match item {
            OutputItem::FunctionCall(call) => Some(async {
                InputItem::function_call_output(
                    &call.call_id,
                    output(&call.name, &call.arguments).await,
                )
            }),
            _ => None,
        });
        let outputs = join_all(calls).await;
        if outputs.is_empty() {
            return Ok(requests);
        }
        request = request
            .with_previous_response_id(&response.id)
            .with_input(outputs);
    }
    Ok(0)
}

/// Requests chat completions until one has no tool calls, and returns the number of requests.
pub async fn completions(client: Result<Client, Error>) -> Result<usize, Error> {
    let client = client?;
    let mut request = CreateChatCompletionRequest::new("m", ["x"]).with_tools([definition()]);
    for requests in 1.. {
        let completion = client.chat().completions().create(request.clone()).await?;
        let Some(choice) = completion.choices.first() else {
            return Ok(requests);
        };
        let calls = choice.message.tool_calls.iter().flatten();
        let calls = calls.filter_map(|call| match call {
            ChatCompletionMessageToolCallsItem::Function(call) => Some(async {
                let function = &call.function;
                let output = output(&function.name, &function.arguments).await;
                ChatCompletionRequestToolMessage::new(output, &call.id)
            }),
            _ => None,
        });
        let outputs = join_all(calls).await;
        if outputs.is_empty() {
            return Ok(requests);
        }
        request
            .messages
            .push(ChatCompletionRequestMessage::from(&choice.message));
        request
            .messages
            .extend(outputs.into_iter().map(ChatCompletionRequestMessage::from));
    }
    Ok(0)
}

async fn output(name: &str, arguments: &str) -> String {
    match (name, serde_json::from_str(arguments)) {
        ("double", Ok(arguments)) => tool(&arguments),
        ("double", Err(error)) => format!("error: {error}"),
        _ => format!("error: unknown tool `{name}`"),
    }
}
