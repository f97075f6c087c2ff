//! Changes to files by [patches](https://platform.openai.com/docs/guides/tools-apply-patch).

use std::future::Future;
use std::sync::Arc;

use serde_json::{Value, json};

use crate::BoxError;
use crate::tools::Toolbox;
use crate::types::{ApplyPatchToolCall, ApplyPatchToolCallOperation};

/// Files that a model changes.
pub trait PatchEditor: Send + Sync + 'static {
    /// Creates, changes or deletes a file. Returns a message for the model, which may be empty.
    fn apply(
        &self,
        operation: ApplyPatchToolCallOperation,
    ) -> impl Future<Output = Result<String, BoxError>> + Send;
}

impl Toolbox {
    /// Adds the files that a model changes with `Tool::apply_patch()`. A patch that cannot be applied is reported to the
    /// model as failed.
    #[must_use]
    #[inline]
    pub fn apply_patch(self, editor: impl PatchEditor) -> Self {
        let editor = Arc::new(editor);
        self.action("apply_patch_call", move |call: Value| {
            apply(editor.clone(), call)
        })
    }
}

#[inline]
async fn apply<P: PatchEditor>(editor: Arc<P>, call: Value) -> Result<Value, BoxError> {
    let call: ApplyPatchToolCall = serde_json::from_value(call)?;
    let output = editor.apply(call.operation).await?;
    let mut result = json!({ "status": "completed" });
    if !output.is_empty() {
        result["output"] = json!(output);
    }
    Ok(result)
}
