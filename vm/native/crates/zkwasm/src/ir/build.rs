//! Making instructions, simplified as they are made.

use super::{
    BinOp, Block, BlockData, Cc, Edge, Func, Inst, Place, Term, Trap, Value, eval_bin, eval_cc,
    has_identity,
};

impl Func {
    /// A function without code.
    pub fn new() -> Self {
        let mut func = Self { insts: Vec::new(), home: Vec::new(), blocks: Vec::new() };
        let entry = func.block();
        func.push(entry, Inst::Memory);
        func
    }

    /// A new block.
    pub fn block(&mut self) -> Block {
        let block = Block(self.blocks.len() as u32);
        let term = Term::Trap(Trap::Unreachable);
        self.blocks.push(BlockData { params: Vec::new(), insts: Vec::new(), term });
        block
    }

    /// A new parameter of a block.
    pub fn param(&mut self, block: Block) -> Value {
        let value = self.value(block, Inst::Param);
        self.blocks[block.index()].params.push(value);
        value
    }

    /// An instruction that stands in no list yet.
    pub fn value(&mut self, block: Block, inst: Inst) -> Value {
        let value = Value(self.insts.len() as u32);
        self.insts.push(inst);
        self.home.push(block);
        value
    }

    /// Appends an instruction as it is.
    pub fn push(&mut self, block: Block, inst: Inst) -> Value {
        let value = self.value(block, inst);
        self.blocks[block.index()].insts.push(value);
        value
    }

    /// The instruction behind a value.
    pub fn inst(&self, value: Value) -> &Inst {
        &self.insts[value.index()]
    }

    /// The constant a value is, if it is one.
    pub fn constant(&self, value: Value) -> Option<u32> {
        match self.inst(value) {
            Inst::Const(value) => Some(*value),
            _ => None,
        }
    }

    /// Successors of a block.
    pub fn successors(&self, block: Block) -> impl Iterator<Item = Block> + '_ {
        self.blocks[block.index()].term.edges().into_iter().map(|edge: &Edge| edge.to)
    }

    /// A constant.
    pub fn iconst(&mut self, at: Block, value: u32) -> Value {
        self.push(at, Inst::Const(value))
    }

    /// The address of something the linker places.
    pub fn address(&mut self, at: Block, place: Place) -> Value {
        self.push(at, Inst::Address(place))
    }

    /// `a op b` with a constant.
    pub fn bin_const(&mut self, at: Block, op: BinOp, a: Value, b: u32) -> Value {
        let b = self.iconst(at, b);
        self.bin(at, op, a, b)
    }

    /// `a op b`.
    pub fn bin(&mut self, at: Block, op: BinOp, a: Value, b: Value) -> Value {
        match self.simplify_bin(at, op, a, b) {
            Ok(value) => value,
            Err(inst) => self.push(at, inst),
        }
    }

    /// What `a op b` comes down to: a value there is, or the instruction to make.
    pub fn simplify_bin(
        &mut self,
        at: Block,
        op: BinOp,
        mut a: Value,
        mut b: Value,
    ) -> Result<Value, Inst> {
        if op.commutes() && self.constant(a).is_some() {
            std::mem::swap(&mut a, &mut b);
        }
        match (self.constant(a), self.constant(b)) {
            (Some(x), Some(y)) => return Err(Inst::Const(eval_bin(op, x, y))),
            (None, Some(y)) => return self.simplify_right(at, op, a, y, b),
            (Some(0), None) if matches!(op, BinOp::Shl | BinOp::ShrU | BinOp::ShrS) => {
                return Ok(a);
            }
            _ => {}
        }
        if a == b {
            match op {
                BinOp::And | BinOp::Or => return Ok(a),
                BinOp::Xor | BinOp::Sub => return Err(Inst::Const(0)),
                _ => {}
            }
        }
        Err(Inst::Bin(op, a, b))
    }

    fn simplify_right(
        &mut self,
        at: Block,
        op: BinOp,
        a: Value,
        y: u32,
        b: Value,
    ) -> Result<Value, Inst> {
        if has_identity(op, y) {
            return Ok(a);
        }
        match op {
            BinOp::And | BinOp::Mul | BinOp::MulHighU | BinOp::MulHighS if y == 0 => return Ok(b),
            BinOp::Sub => return self.simplify_const(at, BinOp::Add, a, y.wrapping_neg()),
            BinOp::Mul | BinOp::DivU | BinOp::RemU | BinOp::MulHighU if y.is_power_of_two() => {
                let log = y.trailing_zeros();
                match op {
                    BinOp::Mul => return self.simplify_const(at, BinOp::Shl, a, log),
                    BinOp::DivU => return self.simplify_const(at, BinOp::ShrU, a, log),
                    BinOp::RemU => return self.simplify_const(at, BinOp::And, a, y - 1),
                    _ if log == 0 => return Err(Inst::Const(0)),
                    _ => return self.simplify_const(at, BinOp::ShrU, a, 32 - log),
                }
            }
            _ => {}
        }
        // (x op c) op y with operations that gather their constants.
        if let (BinOp::Add | BinOp::And | BinOp::Or | BinOp::Xor, Inst::Bin(inner, x, c)) =
            (op, self.inst(a))
            && *inner == op
            && let (x, Some(c)) = (*x, self.constant(*c))
        {
            return self.simplify_const(at, op, x, eval_bin(op, c, y));
        }
        Err(Inst::Bin(op, a, b))
    }

    fn simplify_const(&mut self, at: Block, op: BinOp, a: Value, y: u32) -> Result<Value, Inst> {
        if has_identity(op, y) {
            return Ok(a);
        }
        let b = self.iconst(at, y);
        Err(Inst::Bin(op, a, b))
    }

    /// 1 if the comparison holds, otherwise 0.
    pub fn cmp(&mut self, at: Block, cc: Cc, a: Value, b: Value) -> Value {
        match self.simplify_cmp(cc, a, b) {
            Ok(value) => value,
            Err(inst) => self.push(at, inst),
        }
    }

    /// What a comparison comes down to.
    pub fn simplify_cmp(&self, cc: Cc, mut a: Value, mut b: Value) -> Result<Value, Inst> {
        if matches!(cc, Cc::Eq | Cc::Ne) && self.constant(a).is_some() {
            std::mem::swap(&mut a, &mut b);
        }
        if let (Some(x), Some(y)) = (self.constant(a), self.constant(b)) {
            return Err(Inst::Const(eval_cc(cc, x, y).into()));
        }
        if a == b {
            return Err(Inst::Const(matches!(cc, Cc::Eq | Cc::GeS | Cc::GeU).into()));
        }
        match (cc, self.constant(a), self.constant(b)) {
            (Cc::LtU, _, Some(0)) => return Err(Inst::Const(0)),
            (Cc::GeU, _, Some(0)) => return Err(Inst::Const(1)),
            (Cc::LtU, Some(0), _) => return Err(Inst::Cmp(Cc::Ne, b, a)),
            (Cc::GeU, Some(0), _) => return Err(Inst::Cmp(Cc::Eq, b, a)),
            (Cc::Eq | Cc::Ne, _, Some(0)) => match self.inst(a) {
                Inst::Cmp(inner, x, y) if cc == Cc::Eq => {
                    return Err(Inst::Cmp(inner.inverse(), *x, *y));
                }
                Inst::Cmp(..) => return Ok(a),
                Inst::Bin(BinOp::Xor | BinOp::Sub, x, y) => return Err(Inst::Cmp(cc, *x, *y)),
                _ => {}
            },
            _ => {}
        }
        Err(Inst::Cmp(cc, a, b))
    }

    /// The second word if the first is not 0, otherwise the third.
    pub fn select(&mut self, at: Block, c: Value, a: Value, b: Value) -> Value {
        match self.simplify_select(c, a, b) {
            Ok(value) => value,
            Err(inst) => self.push(at, inst),
        }
    }

    /// What a selection comes down to.
    pub fn simplify_select(&self, c: Value, a: Value, b: Value) -> Result<Value, Inst> {
        if a == b {
            return Ok(a);
        }
        match self.constant(c) {
            Some(0) => return Ok(b),
            Some(_) => return Ok(a),
            None => {}
        }
        match (self.inst(c), self.constant(a), self.constant(b)) {
            (Inst::Cmp(..), Some(1), Some(0)) => Ok(c),
            (Inst::Cmp(cc, x, y), Some(0), Some(1)) => Err(Inst::Cmp(cc.inverse(), *x, *y)),
            _ => Err(Inst::Select(c, a, b)),
        }
    }
}
