//! Audio files of silence.

/// The samples in each second of audio.
const RATE: u32 = 24_000;
/// The samples of a file: a tenth of a second, 16 bits each.
const SAMPLES: u32 = RATE / 10;

/// Returns a file of silence and its media type, in a format of speech.
pub fn silence(format: &str) -> (&'static str, Vec<u8>) {
    let samples = vec![0; SAMPLES as usize * 2];
    match format {
        "wav" => ("audio/wav", wav(&samples)),
        "pcm" => ("audio/pcm", samples),
        // The other formats are rarely decoded without a library, so they have the bytes of an MP3 file.
        "opus" => ("audio/opus", mp3()),
        "aac" => ("audio/aac", mp3()),
        "flac" => ("audio/flac", mp3()),
        _ => ("audio/mpeg", mp3()),
    }
}

fn wav(samples: &[u8]) -> Vec<u8> {
    let length = samples.len() as u32;
    let mut file = Vec::new();
    file.extend(b"RIFF");
    file.extend((36 + length).to_le_bytes());
    file.extend(b"WAVEfmt ");
    file.extend(16_u32.to_le_bytes());
    // PCM, one channel.
    file.extend([1, 0, 1, 0]);
    file.extend(RATE.to_le_bytes());
    file.extend((RATE * 2).to_le_bytes());
    // Two bytes for each sample, 16 bits.
    file.extend([2, 0, 16, 0]);
    file.extend(b"data");
    file.extend(length.to_le_bytes());
    file.extend(samples);
    file
}

/// Returns frames of MPEG 1 layer 3 with 128 kbit/s and 44.1 kHz, whose side information and data are zero.
fn mp3() -> Vec<u8> {
    const FRAME: usize = 417;
    let mut frame = vec![0; FRAME];
    frame[..4].copy_from_slice(&[0xff, 0xfb, 0x90, 0x00]);
    frame.repeat(4)
}

#[cfg(test)]
mod tests {
    use super::silence;

    #[test]
    fn files_have_the_signature_of_their_format() {
        assert!(silence("wav").1.starts_with(b"RIFF\xe4\x12\0\0WAVEfmt "));
        assert!(silence("mp3").1.starts_with(&[0xff, 0xfb]));
        assert_eq!(silence("pcm").1.len(), 4800);
    }
}
