//! SHA-256 by the zkVM's instruction.

use risc0_zkvm_platform::syscall::sys_sha_buffer;

/// A digest as it stands in memory: its bytes, in words.
pub type Words = [u32; 8];

/// Words of a block.
const BLOCK: usize = 16;
/// What the padding takes at least: a bit, and the length.
const PADDING: usize = 9;

const INIT: Words = [
    0x6a09_e667_u32.to_be(),
    0xbb67_ae85_u32.to_be(),
    0x3c6e_f372_u32.to_be(),
    0xa54f_f53a_u32.to_be(),
    0x510e_527f_u32.to_be(),
    0x9b05_688c_u32.to_be(),
    0x1f83_d9ab_u32.to_be(),
    0x5be0_cd19_u32.to_be(),
];

/// A digest from its bytes.
pub const fn from_bytes(bytes: [u8; 32]) -> Words {
    // SAFETY: both are 32 bytes without structure.
    unsafe { core::mem::transmute(bytes) }
}

/// The digest of the first `len` bytes of `words`. What follows them is zero, whole blocks with room for the padding,
/// which is written there.
pub fn digest(words: &mut [u32], len: usize) -> Words {
    debug_assert!(words.len() % BLOCK == 0 && words.len() * 4 >= len + PADDING);
    words[len / 4] |= 0x80 << (8 * (len % 4));
    if let [.., high, low] = words {
        let bits = len as u64 * 8;
        (*high, *low) = (((bits >> 32) as u32).to_be(), (bits as u32).to_be());
    }
    let mut state = INIT;
    let state: *mut Words = &mut state;
    // SAFETY: `state` is eight words, in and out may be the same, and `words` holds so many blocks.
    unsafe {
        sys_sha_buffer(state, state, words.as_ptr().cast(), (words.len() / BLOCK) as u32);
        *state
    }
}

/// Blocks that bytes are copied to, as the instruction takes whole, aligned words.
pub struct Blocks(Vec<u32>);

impl Blocks {
    /// No blocks yet.
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// The digest of a tag and bytes behind it.
    pub fn digest(&mut self, tag: &[u8], bytes: &[u8]) -> Words {
        let len = tag.len() + bytes.len();
        let words = (len + PADDING).div_ceil(4 * BLOCK) * BLOCK;
        if self.0.len() < words {
            self.0 = vec![0; words];
        }
        let blocks = &mut self.0[..words];
        // Up to a block is written by the padding only.
        blocks[len / 4..].fill(0);
        let to = blocks.as_mut_ptr().cast::<u8>();
        // SAFETY: both together are shorter than the blocks, and neither lies in them.
        unsafe {
            core::ptr::copy_nonoverlapping(tag.as_ptr(), to, tag.len());
            core::ptr::copy_nonoverlapping(bytes.as_ptr(), to.add(tag.len()), bytes.len());
        }
        digest(blocks, len)
    }
}
