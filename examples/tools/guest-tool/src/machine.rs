//! Runs a program on the zkVM's executor with the system calls that guests of this project
//! make: read stdin, write the journal, log, random bytes, environment (always empty), panic.

use std::cell::{Cell, RefCell};

use anyhow::{Context as _, Result, bail};
use risc0_binfmt::ByteAddr;
use risc0_circuit_rv32im::execute::{
    CycleLimit, DEFAULT_SEGMENT_LIMIT_PO2, Executor, Syscall, SyscallContext,
};
use risc0_circuit_rv32im::{MAX_INSN_CYCLES, TerminateState};
use risc0_zkvm_platform::fileno;
use risc0_zkvm_platform::syscall::reg_abi::{REG_A3, REG_A4, REG_A5};

use crate::Program;

/// What a run may use before it is ended.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Cycles of the guest's own instructions.
    pub cycles: u64,
    /// Bytes of journal.
    pub journal: usize,
}

/// What came of a run that ended well.
#[derive(Clone, Debug)]
pub struct Run {
    /// What the guest committed.
    pub journal: Vec<u8>,
    /// Cycles of the guest's own instructions.
    pub user_cycles: u64,
    /// Cycles of paging memory in and out.
    pub paging_cycles: u64,
    /// Binary logarithm of the rows of each segment; their sum is what a proof costs.
    pub segment_po2: Vec<u32>,
}

impl Program {
    /// Runs the program with `input` on its stdin.
    ///
    /// # Errors
    /// If the guest panics, does what it may not, exits with a code, or exceeds a limit.
    pub fn run(&self, input: &[u8], limits: Limits) -> Result<Run> {
        let host = Host::new(input, limits.journal);
        let mut executor = Executor::new(self.image()?, &host, None, Vec::new(), None);
        let mut segment_po2 = Vec::new();
        let result = executor.run(
            DEFAULT_SEGMENT_LIMIT_PO2,
            MAX_INSN_CYCLES,
            CycleLimit::Hard(limits.cycles),
            |segment| {
                segment_po2.push(segment.po2);
                Ok(())
            },
        )?;
        check_exit(result.claim.terminate_state)?;
        Ok(Run {
            journal: host.journal.into_inner(),
            user_cycles: result.user_cycles,
            paging_cycles: result.paging_cycles,
            segment_po2,
        })
    }
}

fn check_exit(state: Option<TerminateState>) -> Result<()> {
    let state = state.context("guest ended without halting")?;
    let (code, kind) = (state.a0.0, state.a0.1);
    if (code, kind) != (0, 0) {
        bail!("guest halted with code {code} and kind {kind}");
    }
    Ok(())
}

/// The outside of one run.
struct Host<'a> {
    stdin: Cell<&'a [u8]>,
    journal: RefCell<Vec<u8>>,
    journal_limit: usize,
    /// The two words a system call answers, fetched by the kernel in a second read.
    answer: Cell<[u32; 2]>,
}

impl<'a> Host<'a> {
    const fn new(input: &'a [u8], journal_limit: usize) -> Self {
        Self {
            stdin: Cell::new(input),
            journal: RefCell::new(Vec::new()),
            journal_limit,
            answer: Cell::new([0, 0]),
        }
    }

    fn call(
        &self,
        name: &str,
        ctx: &mut impl SyscallContext,
        to_guest: &mut [u8],
    ) -> Result<[u32; 2]> {
        match name.rsplit("::").next().unwrap_or_default() {
            "SYS_READ" => self.read(ctx, to_guest),
            "SYS_WRITE" => self.write(ctx),
            "SYS_LOG" => Ok([0, 0]),
            "SYS_GETENV" => Ok([u32::MAX, 0]), // there is no such variable
            "SYS_RANDOM" => {
                to_guest.fill(0x5a); // a run here is repeatable
                Ok([u32::try_from(to_guest.len())?, 0])
            }
            "SYS_PANIC" => {
                let (at, len) = (ctx.peek_register(REG_A3)?, ctx.peek_register(REG_A4)?);
                let message = ctx.peek_region(ByteAddr(at), usize::try_from(len.min(4096))?)?;
                bail!("guest panicked: {}", String::from_utf8_lossy(&message))
            }
            other => bail!("guest made the system call {other}, which is not supported here"),
        }
    }

    /// Fills the guest's whole words, then answers with the bytes read and the last, partial
    /// word.
    fn read(&self, ctx: &mut impl SyscallContext, to_guest: &mut [u8]) -> Result<[u32; 2]> {
        let fd = ctx.peek_register(REG_A3)?;
        let wanted = usize::try_from(ctx.peek_register(REG_A4)?)?;
        if fd != fileno::STDIN {
            bail!("guest read file descriptor {fd}");
        }
        let main = self.take(to_guest.len());
        if let Some(head) = to_guest.get_mut(..main.len()) {
            head.copy_from_slice(main);
        }
        let mut last = [0; 4];
        let missing = wanted - main.len();
        let end = self.take(if missing <= last.len() { missing } else { 0 });
        if let Some(head) = last.get_mut(..end.len()) {
            head.copy_from_slice(end);
        }
        Ok([u32::try_from(main.len() + end.len())?, u32::from_le_bytes(last)])
    }

    fn take(&self, most: usize) -> &'a [u8] {
        let rest = self.stdin.get();
        let (head, tail) = rest.split_at(most.min(rest.len()));
        self.stdin.set(tail);
        head
    }

    fn write(&self, ctx: &mut impl SyscallContext) -> Result<[u32; 2]> {
        let fd = ctx.peek_register(REG_A3)?;
        let (at, len) = (ctx.peek_register(REG_A4)?, ctx.peek_register(REG_A5)?);
        let bytes = ctx.peek_region(ByteAddr(at), usize::try_from(len)?)?;
        if fd == fileno::JOURNAL {
            let mut journal = self.journal.borrow_mut();
            if journal.len() + bytes.len() > self.journal_limit {
                bail!("journal is larger than {} bytes", self.journal_limit);
            }
            journal.extend_from_slice(&bytes);
        }
        Ok([0, 0])
    }
}

impl Syscall for Host<'_> {
    fn host_read(&self, ctx: &mut impl SyscallContext, fd: u32, buf: &mut [u8]) -> Result<u32> {
        if fd == 0 {
            let answer: Vec<u8> =
                self.answer.get().into_iter().flat_map(u32::to_le_bytes).collect();
            buf.get_mut(..answer.len()).context("answer buffer is short")?.copy_from_slice(&answer);
            return Ok(u32::try_from(answer.len())?);
        }
        // Any other descriptor is the address of the system call's name.
        let name = peek_name(ctx, ByteAddr(fd))?;
        self.answer.set(self.call(&name, ctx, buf)?);
        Ok(u32::try_from(buf.len())?)
    }

    fn host_write(&self, _: &mut impl SyscallContext, _: u32, buf: &[u8]) -> Result<u32> {
        Ok(u32::try_from(buf.len())?)
    }
}

fn peek_name(ctx: &mut impl SyscallContext, mut at: ByteAddr) -> Result<String> {
    const LONGEST: usize = 256;
    let mut name = Vec::new();
    loop {
        match ctx.peek_u8(at)? {
            0 => return Ok(String::from_utf8(name)?),
            _ if name.len() == LONGEST => bail!("name of a system call is too long"),
            byte => name.push(byte),
        }
        at += 1_u32;
    }
}
