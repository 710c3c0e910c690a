//! From allocated instructions to items of code: words, and what depends on where things stand.

mod frame;
mod stubs;

use regalloc2::{Allocation, InstPosition, Output};

use crate::Variant;
use crate::error::{Error, Result};
use crate::ir::{BinOp, Callee, Cc, LoadKind, Place, RtFn, Trap};
use crate::layout::LIMIT_AT;
use crate::machine::encode::{self, split};
use crate::machine::inst::{AluOp, ImmOp, Label, MFunc, MInst, Other, Reg};
use crate::machine::regs::{LIMIT, MEMORY, Phys, RA, SCRATCH, ZERO};
use frame::Frame;
use stubs::Stub;

/// A piece of code.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub enum Item {
    /// An instruction.
    Word(u32),
    /// Here is a label.
    Bind(Label),
    Branch {
        cc: Cc,
        a: Phys,
        b: Phys,
        to: Label,
    },
    Jump {
        to: Label,
    },
    /// Calls a function of the module.
    Call(u32),
    /// Calls a function of the runtime.
    Runtime(RtFn),
    /// The address of something the linker places.
    Address {
        rd: Phys,
        place: Place,
    },
    /// The upper part of a label's address.
    Upper {
        rd: Phys,
        of: Label,
    },
    /// Loads the word at a register plus the lower part of a label's address.
    LoadLower {
        rd: Phys,
        base: Phys,
        of: Label,
    },
    /// The address of a label as data.
    Target(Label),
}

struct Emit<'f> {
    func: &'f MFunc,
    items: Vec<Item>,
    /// Where jumps to a block really lead.
    targets: Vec<Label>,
    labels: Label,
    /// Code that stands behind the function.
    stubs: Vec<(Label, Stub)>,
    tables: Vec<(Label, Vec<Label>)>,
    frame: Frame,
    variant: Variant,
}

/// Emits a function.
pub fn emit(func: &MFunc, output: &Output, variant: Variant) -> Result<Vec<Item>> {
    let frame = Frame::new(func, output)?;
    let mut emit = Emit {
        func,
        items: Vec::with_capacity(func.insts.len() * 2),
        targets: threads(func, output),
        labels: func.blocks.len() as Label,
        stubs: Vec::new(),
        tables: Vec::new(),
        frame,
        variant,
    };
    emit.prologue();
    let mut edits = output.edits.iter().peekable();
    for label in 0..func.blocks.len() {
        if emit.targets[label] != label as Label {
            continue;
        }
        emit.items.push(Item::Bind(label as Label));
        let (start, end) = func.blocks[label].insts;
        let next =
            (label + 1..func.blocks.len()).find(|next| emit.targets[*next] == *next as Label);
        for at in start..end {
            while let Some((_, edit)) = edits.next_if(|(point, _)| {
                let index = point.inst().index() as u32;
                index < at || index == at && point.pos() == InstPosition::Before
            }) {
                emit.edit(edit);
            }
            let inst = resolve(
                &func.insts[at as usize],
                output.inst_allocs(regalloc2::Inst::new(at as usize)),
            )?;
            emit.inst(&inst, next.map(|next| next as Label));
            while let Some((_, edit)) =
                edits.next_if(|(point, _)| point.inst().index() as u32 == at)
            {
                emit.edit(edit);
            }
        }
    }
    emit.behind();
    Ok(emit.items)
}

/// Puts the allocated registers into an instruction.
fn resolve(inst: &MInst, allocs: &[Allocation]) -> Result<MInst> {
    let mut inst = inst.clone();
    let mut allocs = allocs.iter();
    let mut missing = false;
    inst.registers(|reg, _| {
        if matches!(reg, Reg::Virtual(_)) {
            match allocs.next().and_then(|allocation| allocation.as_reg()) {
                Some(found) => *reg = Reg::Phys(found.hw_enc() as Phys),
                None => missing = true,
            }
        }
    });
    match missing {
        true => Err(Error::Internal("an operand has no register".into())),
        false => Ok(inst),
    }
}

/// Blocks that only go on elsewhere are skipped.
fn threads(func: &MFunc, output: &Output) -> Vec<Label> {
    let mut busy = vec![false; func.insts.len()];
    for (point, _) in &output.edits {
        busy[point.inst().index()] = true;
    }
    let mut targets: Vec<Label> = (0..func.blocks.len() as Label).collect();
    for label in (1..func.blocks.len()).rev() {
        let (start, end) = func.blocks[label].insts;
        if let (1, MInst::Jump { to }) = (end - start, &func.insts[start as usize])
            && !busy[start as usize]
        {
            targets[label] = *to;
        }
    }
    // An endless loop of nothing leads to itself.
    (0..func.blocks.len())
        .map(|label| {
            let mut at = label as Label;
            for _ in 0..func.blocks.len() {
                if targets[at as usize] == at {
                    return at;
                }
                at = targets[at as usize];
            }
            label as Label
        })
        .collect()
}

fn phys(reg: Reg) -> Phys {
    match reg {
        Reg::Phys(reg) => reg,
        Reg::Virtual(_) => unreachable!("all registers are resolved before"),
    }
}

impl Emit<'_> {
    fn word(&mut self, word: u32) {
        self.items.push(Item::Word(word));
    }

    fn label(&mut self) -> Label {
        self.labels += 1;
        self.labels - 1
    }

    fn branch(&mut self, cc: Cc, a: Phys, b: Phys, to: Label) {
        self.items.push(Item::Branch { cc, a, b, to });
    }

    fn imm(&mut self, op: ImmOp, rd: Phys, a: Phys, imm: i32) {
        self.word(encode::imm(op, rd, a, imm));
    }

    fn constant(&mut self, rd: Phys, value: u32) {
        let (upper, low) = split(value);
        match (upper, low) {
            (0, low) => self.imm(ImmOp::Add, rd, ZERO, low),
            (upper, 0) => self.word(encode::lui(rd, upper)),
            (upper, low) => {
                self.word(encode::lui(rd, upper));
                self.imm(ImmOp::Add, rd, rd, low);
            }
        }
    }

    fn copy(&mut self, rd: Phys, a: Phys) {
        if rd != a {
            self.imm(ImmOp::Add, rd, a, 0);
        }
    }

    fn inst(&mut self, inst: &MInst, next: Option<Label>) {
        match inst {
            MInst::Args { .. } | MInst::Temp { .. } => {}
            MInst::Alu { op, rd, a, b } => {
                self.word(encode::alu(*op, phys(*rd), phys(*a), phys(*b)))
            }
            MInst::Imm { op: ImmOp::Add, rd, a, imm: 0 } => self.copy(phys(*rd), phys(*a)),
            MInst::Imm { op, rd, a, imm } => self.imm(*op, phys(*rd), phys(*a), *imm),
            MInst::Const { rd, value } => self.constant(phys(*rd), *value),
            MInst::Address { rd, place } => {
                self.items.push(Item::Address { rd: phys(*rd), place: *place })
            }
            MInst::Load { kind, rd, base, off, aligned } => {
                let back = self.guard(*aligned, kind.bytes(), phys(*base), *off);
                self.word(encode::load(*kind, phys(*rd), phys(*base), *off));
                if let Some((stub, back)) = back {
                    self.items.push(Item::Bind(back));
                    let (rd, base) = (phys(*rd), phys(*base));
                    self.stubs.push((stub, Stub::Load { kind: *kind, rd, base, off: *off, back }));
                }
            }
            MInst::Store { kind, src, base, off, aligned } => {
                let back = self.guard(*aligned, kind.bytes(), phys(*base), *off);
                self.word(encode::store(*kind, phys(*src), phys(*base), *off));
                if let Some((stub, back)) = back {
                    self.items.push(Item::Bind(back));
                    let (src, base) = (phys(*src), phys(*base));
                    self.stubs
                        .push((stub, Stub::Store { kind: *kind, src, base, off: *off, back }));
                }
            }
            MInst::FrameLoad { rd, area, slot } => {
                self.load_frame(phys(*rd), self.area(*area, *slot))
            }
            MInst::FrameStore { src, area, slot } => {
                self.store_frame(phys(*src), self.area(*area, *slot))
            }
            MInst::Check { addr, bound, end } => {
                let back = self.label();
                let stub = self.stub(Stub::Check { addr: phys(*addr), end: *end, back });
                self.branch(Cc::GeU, phys(*addr), phys(*bound), stub);
                self.items.push(Item::Bind(back));
            }
            MInst::TrapIf { cc, a, b, trap } => {
                let stub = match trap {
                    Trap::IndirectType => Stub::IndirectType { found: phys(*a) },
                    trap => Stub::Trap(*trap),
                };
                let stub = self.stub(stub);
                self.branch(*cc, phys(*a), phys(*b), stub);
            }
            MInst::Select { cc, a, b, rd, other, .. } => {
                self.word(encode::branch(*cc, phys(*a), phys(*b), 8));
                match other {
                    Other::Imm(imm) => self.imm(ImmOp::Add, phys(*rd), ZERO, *imm),
                    // Never left out: the branch counts on it.
                    Other::Reg(other) => self.imm(ImmOp::Add, phys(*rd), phys(*other), 0),
                }
            }
            MInst::Call { callee, pointer, .. } => match (callee, pointer) {
                (Callee::Func(index), _) => self.items.push(Item::Call(*index)),
                (Callee::Runtime(function), _) => self.items.push(Item::Runtime(*function)),
                (Callee::Pointer(_), pointer) => {
                    self.word(encode::jalr(RA, pointer.map_or(ZERO, phys), 0));
                }
            },
            MInst::Reload => self.word(encode::load(LoadKind::Word, LIMIT, MEMORY, LIMIT_AT)),
            MInst::Goto { index, temp, targets } => self.goto(phys(*index), phys(*temp), targets),
            MInst::Branch { cc, a, b, then, other } => {
                self.two_ways(*cc, phys(*a), phys(*b), (*then, *other), next)
            }
            MInst::Jump { to } => self.jump(*to, next),
            MInst::Return { .. } => self.epilogue(),
            MInst::Trap { trap } => {
                let stub = self.stub(Stub::Trap(*trap));
                self.items.push(Item::Jump { to: stub });
            }
        }
    }

    fn jump(&mut self, to: Label, next: Option<Label>) {
        let to = self.targets[to as usize];
        if next != Some(to) {
            self.items.push(Item::Jump { to });
        }
    }

    fn two_ways(
        &mut self,
        cc: Cc,
        a: Phys,
        b: Phys,
        (then, other): (Label, Label),
        next: Option<Label>,
    ) {
        let (then, other) = (self.targets[then as usize], self.targets[other as usize]);
        if then == other {
            return self.jump(then, next);
        }
        if next == Some(then) {
            self.branch(cc.inverse(), a, b, other);
        } else {
            self.branch(cc, a, b, then);
            self.jump(other, next);
        }
    }

    fn goto(&mut self, index: Phys, temp: Phys, targets: &[Label]) {
        let Some((default, rest)) = targets.split_last() else { return };
        let table = self.label();
        let add = AluOp::Bin(BinOp::Add);
        self.constant(SCRATCH, rest.len() as u32);
        self.branch(Cc::GeU, index, SCRATCH, self.targets[*default as usize]);
        self.imm(ImmOp::Shl, temp, index, 2);
        self.items.push(Item::Upper { rd: SCRATCH, of: table });
        self.word(encode::alu(add, temp, temp, SCRATCH));
        self.items.push(Item::LoadLower { rd: temp, base: temp, of: table });
        self.word(encode::jalr(ZERO, temp, 0));
        let targets = rest.iter().map(|label| self.targets[*label as usize]).collect();
        self.tables.push((table, targets));
    }
}
