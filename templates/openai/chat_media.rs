//! Images, audio and files in the messages of
//! [chat completions](https://platform.openai.com/docs/api-reference/chat/create).

use std::path::Path;

use crate::media::Media;
use crate::types::{
    ChatCompletionRequestMessageContentPartAudio as AudioPart,
    ChatCompletionRequestMessageContentPartAudioInputAudio as InputAudio,
    ChatCompletionRequestMessageContentPartFile as FilePart,
    ChatCompletionRequestMessageContentPartFileFile as File,
    ChatCompletionRequestMessageContentPartImage as ImagePart,
    ChatCompletionRequestMessageContentPartImageImageUrl as ImageUrl,
    ChatCompletionRequestUserMessageContentPart, ChatCompletionResponseMessageAudio,
};
use crate::{Bytes, Error};

impl ChatCompletionRequestUserMessageContentPart {
    /// Reads an image from a file and sends it as a data URL. Its media type follows from the name of the file, or else
    /// from its first bytes.
    ///
    /// ```no_run
    /// # async fn example(client: crate_name::Client) -> Result<(), crate_name::Error> {
    /// use crate_name::types::{
    ///     ChatCompletionRequestMessage, ChatCompletionRequestUserMessageContentPart as Part, CreateChatCompletionRequest,
    /// };
    ///
    /// let content = vec![
    ///     Part::text("Describe the picture and the recording."),
    ///     Part::image_path("otter.png").await?,
    ///     Part::audio_path("otter.mp3").await?,
    /// ];
    /// let messages = vec![ChatCompletionRequestMessage::user(content)];
    /// client.chat().completions().create(CreateChatCompletionRequest::new("gpt-5", messages)).await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// Fails with [`ErrorKind::Io`](crate::ErrorKind::Io) if the file cannot be read.
    #[inline]
    pub async fn image_path(path: impl AsRef<Path>) -> Result<Self, Error> {
        Ok(ImagePart::from(Media::from_path(path).await?).into())
    }

    /// Sends the bytes of an image as a data URL. Their media type follows from the first bytes.
    #[inline]
    pub fn image_bytes(bytes: impl Into<Bytes>) -> Self {
        ImagePart::from(Media::from_bytes(bytes)).into()
    }

    /// Reads audio from a file. Its format follows from the name of the file, or else from its first bytes.
    ///
    /// # Errors
    /// Fails with [`ErrorKind::Io`](crate::ErrorKind::Io) if the file cannot be read, and with
    /// [`ErrorKind::Request`](crate::ErrorKind::Request) if its format is not known.
    #[inline]
    pub async fn audio_path(path: impl AsRef<Path>) -> Result<Self, Error> {
        AudioPart::try_from(Media::from_path(path).await?).map(Self::from)
    }

    /// Sends the bytes of audio. Their format follows from the first bytes.
    ///
    /// # Errors
    /// Fails with [`ErrorKind::Request`](crate::ErrorKind::Request) if the format is not known, as it is for raw samples:
    /// use [`input_audio`](Self::input_audio).
    #[inline]
    pub fn audio_bytes(bytes: impl Into<Bytes>) -> Result<Self, Error> {
        AudioPart::try_from(Media::from_bytes(bytes)).map(Self::from)
    }

    /// Reads a file and sends it as a data URL under its own name.
    ///
    /// # Errors
    /// Fails with [`ErrorKind::Io`](crate::ErrorKind::Io) if the file cannot be read.
    #[inline]
    pub async fn file_path(path: impl AsRef<Path>) -> Result<Self, Error> {
        Ok(FilePart::from(Media::from_path(path).await?).into())
    }

    /// Sends bytes as a data URL, as a file with this name. Their media type follows from the name, or else from the first
    /// bytes.
    #[inline]
    pub fn file_bytes(name: impl Into<String>, bytes: impl Into<Bytes>) -> Self {
        FilePart::from(Media::from_bytes(bytes).with_name(name)).into()
    }
}

/// The image as a data URL.
impl From<Media> for ImagePart {
    #[inline]
    fn from(image: Media) -> Self {
        Self::new(ImageUrl::new(image.to_data_url()))
    }
}

/// The audio in base64, with its format.
impl TryFrom<Media> for AudioPart {
    type Error = Error;

    #[inline]
    fn try_from(audio: Media) -> Result<Self, Error> {
        let format = match audio.media_type() {
            "audio/wav" | "audio/x-wav" | "audio/vnd.wave" => "wav",
            "audio/mpeg" | "audio/mp3" => "mp3",
            media_type => media_type.strip_prefix("audio/").ok_or_else(|| {
                Error::request(format!(
                    "expected audio such as `audio/wav`, found `{media_type}`"
                ))
            })?,
        };
        Ok(Self::new(InputAudio::new(audio.to_base64(), format)))
    }
}

/// The file as a data URL. A file without a name is called `file`.
impl From<Media> for FilePart {
    #[inline]
    fn from(file: Media) -> Self {
        let name = file.name().unwrap_or("file");
        Self::new(File::from_file_data(file.to_data_url()).with_filename(name))
    }
}

impl ChatCompletionResponseMessageAudio {
    /// Decodes the audio. Its format is the one that the request sets.
    ///
    /// # Errors
    /// Fails with [`ErrorKind::Decode`](crate::ErrorKind::Decode) if the audio is not base64.
    #[inline]
    pub fn audio(&self) -> Result<Media, Error> {
        Media::from_base64(&self.data)
    }
}
