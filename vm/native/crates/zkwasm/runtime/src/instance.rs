//! Where the compiler put the module, and the state of one instance of it. The layout is the
//! compiler's (`src/layout.rs` there); both sides are checked against each other by its tests.

/// Where the compiler puts the description of the module.
const MODULE_BASE: usize = 0x0024_0000;
/// First word of the description: "ZKW" and the version of this layout.
const MAGIC: u32 = u32::from_le_bytes(*b"ZKW2");
/// Bytes kept below an instance's memory for its state and globals.
const STATE_BYTES: u32 = 4096;
/// First byte no memory may reach: the heap stands behind it.
const MEMORY_END: u32 = 0x9fff_1000;
/// Bytes of a page of WASM.
pub const PAGE: u32 = 65536;

/// A piece of the image: address and bytes.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct Piece {
    /// Address of the first byte.
    pub start: u32,
    /// Number of bytes.
    pub len: u32,
}

/// A segment that is copied into a memory when an instance starts.
#[repr(C)]
pub struct Active {
    /// Offset in the memory.
    pub offset: u32,
    /// What is copied.
    pub bytes: Piece,
}

/// The compiler's description of the module.
#[repr(C)]
pub struct Module {
    magic: u32,
    /// SHA-256 of the module.
    pub digest: [u8; 32],
    /// Entries of the two variants of the code: the fast one, and the one that assumes nothing.
    pub entries: [u32; 2],
    /// Where the first instance's memory starts, already filled.
    pub memory: u32,
    /// Bytes of memory at the start.
    pub memory_bytes: u32,
    /// Most pages the memory may grow to.
    pub max_pages: u32,
    /// The state and globals of a fresh instance: what ends where its memory starts.
    pub state: Piece,
    /// Active segments: [`Active`]s.
    pub actives: Piece,
    /// What a run may change outside the instance: tables and the lengths of segments.
    pub mutable: Piece,
    /// The same as it was at the start.
    pub pristine: u32,
}

impl Module {
    /// The module this program was made from.
    pub fn get() -> &'static Self {
        // SAFETY: the compiler puts a `Module` there; the magic word says so.
        let module = unsafe { &*(MODULE_BASE as *const Self) };
        assert!(module.magic == MAGIC, "program holds no module of this layout");
        module
    }

    /// Makes an instance behind the one whose memory starts at `last`; the first is part of the image. Where its
    /// memory starts.
    pub fn instantiate(&self, last: Option<u32>) -> u32 {
        let memory = match last {
            None => self.memory,
            Some(last) if !self.changes() => last,
            Some(last) => {
                let memory = self.fresh(last);
                self.fill(memory);
                memory
            }
        };
        let room = (MEMORY_END - memory) / PAGE;
        // Not more is written than must be: a page that is only read costs half.
        if self.max_pages > room {
            // SAFETY: the state stands below the memory and is this instance's alone.
            unsafe { state(memory) }.max_pages = room;
        }
        memory
    }

    /// Whether a run leaves anything behind: a module without memory, tables and globals does not.
    fn changes(&self) -> bool {
        self.max_pages > 0 || self.mutable.len > 0 || self.state.len > size_of::<State>() as u32
    }

    /// First address behind the last instance that a memory can start at: memory never used is
    /// zero and costs nothing, cleaning used memory would.
    fn fresh(&self, last: u32) -> u32 {
        // SAFETY: the last instance has ended, so nothing else holds its state.
        let end = last + unsafe { state(last) }.memory_bytes;
        let start = end.next_multiple_of(STATE_BYTES) + STATE_BYTES;
        assert!(
            start <= MEMORY_END && MEMORY_END - start >= self.memory_bytes,
            "out of memory: too many messages in one task"
        );
        start
    }

    fn fill(&self, memory: u32) {
        copy(self.state.start, memory - self.state.len, self.state.len);
        copy(self.pristine, self.mutable.start, self.mutable.len);
        // SAFETY: the compiler's table of segments, which nothing changes.
        let actives = unsafe {
            core::slice::from_raw_parts(
                self.actives.start as *const Active,
                self.actives.len as usize / size_of::<Active>(),
            )
        };
        for active in actives {
            copy(active.bytes.start, memory + active.offset, active.bytes.len);
        }
    }
}

/// Copies memory within the program; the compiler or a check has made sure of the ranges.
pub fn copy(from: u32, to: u32, len: u32) {
    // SAFETY: callers pass ranges of the module's own image or of an instance's memory.
    unsafe { core::ptr::copy(from as *const u8, to as *mut u8, len as usize) }
}

/// The words below an instance's memory. Generated code uses them too.
#[repr(C)]
pub struct State {
    /// Most pages the memory may grow to.
    max_pages: u32,
    /// Addresses below this one need no exact check.
    limit: u32,
    /// Bytes of memory now.
    pub memory_bytes: u32,
    reserved: u32,
}

/// The state of the instance whose memory starts at `memory`.
///
/// # Safety
/// `memory` is that of an instance, and no other reference to its state is alive.
pub unsafe fn state<'a>(memory: u32) -> &'a mut State {
    // SAFETY: the caller vouches for the address.
    unsafe { &mut *((memory as usize - size_of::<State>()) as *mut State) }
}

/// Accesses that end at most so many bytes behind a checked address need no check of their own.
const SLACK: u32 = 2048;

impl State {
    /// Grows the memory; the number of pages before, or `u32::MAX`.
    pub fn grow(&mut self, pages: u32) -> u32 {
        let before = self.memory_bytes / PAGE;
        match before.checked_add(pages) {
            Some(after) if after <= self.max_pages => {
                self.memory_bytes = after * PAGE;
                self.limit = self.memory_bytes.saturating_sub(SLACK);
                before
            }
            _ => u32::MAX,
        }
    }
}
