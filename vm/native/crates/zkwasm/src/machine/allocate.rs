//! Register allocation by the crate `regalloc2`.

use regalloc2::{
    Block, Function, Inst, InstRange, MachineEnv, Operand, OperandConstraint, OperandKind,
    OperandPos, Output, PReg, PRegSet, RegClass, RegallocOptions, VReg,
};

use super::inst::{MFunc, MInst, Reg, Want};
use super::regs::{CALLEE_SAVED, CALLER_SAVED, Phys};
use crate::error::{Error, Result};

/// A function as the allocator sees it.
struct View<'f> {
    func: &'f MFunc,
    operands: Vec<Operand>,
    /// First operand of each instruction, and the end.
    starts: Vec<u32>,
    succs: Vec<Vec<Block>>,
    preds: Vec<Vec<Block>>,
    params: Vec<Vec<VReg>>,
    args: Vec<Vec<Vec<VReg>>>,
    clobbers: PRegSet,
}

/// Finds registers for a function.
pub fn allocate(func: &mut MFunc) -> Result<Output> {
    let (operands, starts) = operands(func);
    let view = View::new(func, operands, starts);
    let options = RegallocOptions {
        verbose_log: false,
        validate_ssa: cfg!(debug_assertions),
        ..Default::default()
    };
    regalloc2::run(&view, &environment(), &options)
        .map_err(|err| Error::Internal(format!("register allocation: {err:?}")))
}

fn environment() -> MachineEnv {
    let set = |regs: &[Phys]| regs.iter().fold(PRegSet::empty(), |set, reg| set.with(preg(*reg)));
    MachineEnv {
        preferred_regs_by_class: [set(&CALLER_SAVED), PRegSet::empty(), PRegSet::empty()],
        non_preferred_regs_by_class: [set(&CALLEE_SAVED), PRegSet::empty(), PRegSet::empty()],
        scratch_by_class: [None, None, None],
        fixed_stack_slots: Vec::new(),
    }
}

fn preg(reg: Phys) -> PReg {
    PReg::new(reg.into(), RegClass::Int)
}

fn vreg(index: u32) -> VReg {
    VReg::new(index as usize, RegClass::Int)
}

fn operands(func: &mut MFunc) -> (Vec<Operand>, Vec<u32>) {
    let mut operands = Vec::with_capacity(func.insts.len() * 3);
    let mut starts = Vec::with_capacity(func.insts.len() + 1);
    for inst in &mut func.insts {
        starts.push(operands.len() as u32);
        inst.registers(|reg, want| {
            if let Reg::Virtual(index) = reg {
                operands.push(operand(vreg(*index), want));
            }
        });
    }
    starts.push(operands.len() as u32);
    (operands, starts)
}

fn operand(reg: VReg, want: Want) -> Operand {
    use OperandConstraint::{FixedReg, Reg as Any, Reuse};
    let (constraint, kind, pos) = match want {
        Want::Use => (Any, OperandKind::Use, OperandPos::Early),
        Want::LateUse => (Any, OperandKind::Use, OperandPos::Late),
        Want::Def => (Any, OperandKind::Def, OperandPos::Late),
        Want::EarlyDef => (Any, OperandKind::Def, OperandPos::Early),
        Want::Reuse(index) => (Reuse(index), OperandKind::Def, OperandPos::Late),
        Want::FixedUse(at) => (FixedReg(preg(at)), OperandKind::Use, OperandPos::Early),
        Want::FixedDef(at) => (FixedReg(preg(at)), OperandKind::Def, OperandPos::Late),
    };
    Operand::new(reg, constraint, kind, pos)
}

impl<'f> View<'f> {
    fn new(func: &'f MFunc, operands: Vec<Operand>, starts: Vec<u32>) -> Self {
        let blocks =
            |list: &Vec<u32>| list.iter().map(|label| Block::new(*label as usize)).collect();
        let regs =
            |list: &Vec<u32>| -> Vec<VReg> { list.iter().map(|index| vreg(*index)).collect() };
        Self {
            func,
            operands,
            starts,
            succs: func.blocks.iter().map(|block| blocks(&block.succs)).collect(),
            preds: func.blocks.iter().map(|block| blocks(&block.preds)).collect(),
            params: func.blocks.iter().map(|block| regs(&block.params)).collect(),
            args: func.blocks.iter().map(|block| block.args.iter().map(regs).collect()).collect(),
            clobbers: CALLER_SAVED.iter().fold(PRegSet::empty(), |set, reg| set.with(preg(*reg))),
        }
    }
}

impl Function for View<'_> {
    fn num_insts(&self) -> usize {
        self.func.insts.len()
    }

    fn num_blocks(&self) -> usize {
        self.func.blocks.len()
    }

    fn entry_block(&self) -> Block {
        Block::new(0)
    }

    fn block_insns(&self, block: Block) -> InstRange {
        let (start, end) = self.func.blocks[block.index()].insts;
        InstRange::new(Inst::new(start as usize), Inst::new(end as usize))
    }

    fn block_succs(&self, block: Block) -> &[Block] {
        &self.succs[block.index()]
    }

    fn block_preds(&self, block: Block) -> &[Block] {
        &self.preds[block.index()]
    }

    fn block_params(&self, block: Block) -> &[VReg] {
        &self.params[block.index()]
    }

    fn is_ret(&self, inst: Inst) -> bool {
        self.func.insts[inst.index()].leaves()
    }

    fn is_branch(&self, inst: Inst) -> bool {
        self.func.insts[inst.index()].branches()
    }

    fn branch_blockparams(&self, block: Block, _: Inst, succ: usize) -> &[VReg] {
        &self.args[block.index()][succ]
    }

    fn inst_operands(&self, inst: Inst) -> &[Operand] {
        let (start, end) = (self.starts[inst.index()], self.starts[inst.index() + 1]);
        &self.operands[start as usize..end as usize]
    }

    fn inst_clobbers(&self, inst: Inst) -> PRegSet {
        match &self.func.insts[inst.index()] {
            MInst::Call { defs, .. } => {
                let mut clobbers = self.clobbers;
                defs.iter().for_each(|(_, at)| clobbers.remove(preg(*at)));
                clobbers
            }
            _ => PRegSet::empty(),
        }
    }

    fn num_vregs(&self) -> usize {
        self.func.virtuals as usize
    }

    fn spillslot_size(&self, _: RegClass) -> usize {
        1
    }
}
