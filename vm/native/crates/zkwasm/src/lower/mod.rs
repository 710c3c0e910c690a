//! From WASM to the intermediate representation.
//!
//! One pass over a function's operators. The operand stack exists only here: it holds [`Value`]s, two for each
//! 64-bit operand. Locals are values too; where control flow meets ([`control`]), a block gets parameters for
//! those that differ.

mod call;
mod control;
mod float;
mod int;
mod long;
mod memory;
mod scan;

use wasmparser::{FuncValidatorAllocations, Operator, ValType};

use crate::Variant;
use crate::error::{Error, Result};
use crate::ir::{BinOp, Block, Cc, Func, Value};
use crate::module::{Body, Module};

use control::Frame;
use scan::Assigned;

/// Words a value of this type takes.
pub fn width(ty: ValType) -> u32 {
    match ty {
        ValType::I64 | ValType::F64 => 2,
        _ => 1,
    }
}

/// Words that values of these types take.
pub fn widths(types: &[ValType]) -> u32 {
    types.iter().map(|ty| width(*ty)).sum()
}

/// A 64-bit operand: low word, high word.
type Pair = (Value, Value);

/// A function on its way to the intermediate representation.
struct Lower<'m> {
    module: &'m Module<'m>,
    variant: Variant,
    func: Func,
    /// Block that is being filled.
    at: Block,
    /// Whether the code here can be reached.
    reachable: bool,
    stack: Vec<Value>,
    locals: Vec<Value>,
    /// First word and number of words of each local.
    places: Vec<(u32, u32)>,
    frames: Vec<Frame>,
    assigned: Assigned,
}

/// Lowers one function.
pub fn lower(
    module: &Module<'_>,
    ty: u32,
    body: &Body<'_>,
    variant: Variant,
    allocations: FuncValidatorAllocations,
) -> Result<(Func, FuncValidatorAllocations)> {
    let (to_validate, body) = body;
    let mut validator = wasmparser::FuncToValidate {
        resources: to_validate.resources.clone(),
        index: to_validate.index,
        ty: to_validate.ty,
        features: to_validate.features,
    }
    .into_validator(allocations);
    let signature = &module.types[ty as usize];
    let func = Func::new();
    let mut lower = Lower {
        module,
        variant,
        func,
        at: Block::ENTRY,
        reachable: true,
        stack: Vec::new(),
        locals: Vec::new(),
        places: Vec::new(),
        frames: Vec::new(),
        assigned: Assigned::default(),
    };
    lower.parameters(signature.params());
    let mut reader = body.get_binary_reader();
    for _ in 0..reader.read_var_u32()? {
        let offset = reader.original_position();
        let count = reader.read_var_u32()?;
        let ty = reader.read::<ValType>()?;
        validator.define_locals(offset, count, ty)?;
        lower.declare(count, ty)?;
    }
    let mut operators = wasmparser::OperatorsReader::new(reader);
    lower.assigned = Assigned::scan(operators.clone(), &lower.places)?;
    lower.enter_function(widths(signature.results()));
    while !operators.eof() {
        let (operator, offset) = operators.read_with_offset()?;
        let operand = |depth| validator.get_operand_type(depth).flatten();
        let types = [operand(0), operand(1)];
        validator.op(offset, &operator)?;
        lower.operator(&operator, types)?;
    }
    operators.finish()?;
    Ok((lower.func, validator.into_allocations()))
}

impl Lower<'_> {
    fn parameters(&mut self, params: &[ValType]) {
        for ty in params {
            let start = self.locals.len() as u32;
            for word in 0..width(*ty) {
                let value = self.func.push(Block::ENTRY, crate::ir::Inst::Arg(start + word));
                self.locals.push(value);
            }
            self.places.push((start, width(*ty)));
        }
    }

    /// Locals start as zero, which is one constant for all of them.
    fn declare(&mut self, count: u32, ty: ValType) -> Result<()> {
        let zero = self.func.iconst(Block::ENTRY, 0);
        for _ in 0..count {
            self.places.push((self.locals.len() as u32, width(ty)));
            self.locals.extend(std::iter::repeat_n(zero, width(ty) as usize));
        }
        Ok(())
    }

    fn pop(&mut self) -> Result<Value> {
        self.stack.pop().ok_or_else(|| Error::Internal("operand stack is empty".into()))
    }

    fn pop_pair(&mut self) -> Result<Pair> {
        let high = self.pop()?;
        Ok((self.pop()?, high))
    }

    fn push_pair(&mut self, (low, high): Pair) {
        self.stack.push(low);
        self.stack.push(high);
    }

    fn pop_words(&mut self, count: u32) -> Result<Vec<Value>> {
        let at = self.stack.len().checked_sub(count as usize);
        Ok(self
            .stack
            .split_off(at.ok_or_else(|| Error::Internal("operand stack is short".into()))?))
    }

    fn bin(&mut self, op: BinOp, a: Value, b: Value) -> Value {
        self.func.bin(self.at, op, a, b)
    }

    fn bin_const(&mut self, op: BinOp, a: Value, b: u32) -> Value {
        self.func.bin_const(self.at, op, a, b)
    }

    fn cmp(&mut self, cc: Cc, a: Value, b: Value) -> Value {
        self.func.cmp(self.at, cc, a, b)
    }

    fn iconst(&mut self, value: u32) -> Value {
        self.func.iconst(self.at, value)
    }

    fn select(&mut self, c: Value, a: Value, b: Value) -> Value {
        self.func.select(self.at, c, a, b)
    }

    /// One operator; `types` are those of the two topmost operands before it.
    fn operator(&mut self, operator: &Operator<'_>, types: [Option<ValType>; 2]) -> Result<()> {
        if self.control(operator)? || !self.reachable {
            return Ok(());
        }
        if self.parametric(operator, types)?
            || self.int_operator(operator)?
            || self.long_operator(operator)?
            || self.memory_operator(operator)?
            || self.float_operator(operator)?
            || self.call_operator(operator)?
        {
            return Ok(());
        }
        Err(Error::Internal(format!("operator {operator:?} has no translation")))
    }

    /// Constants, locals and what does not care for types.
    fn parametric(&mut self, operator: &Operator<'_>, types: [Option<ValType>; 2]) -> Result<bool> {
        let words = |at: usize| types[at].map_or(1, width);
        match *operator {
            Operator::Nop => {}
            Operator::Drop => drop(self.pop_words(words(0))?),
            Operator::Select => {
                let condition = self.pop()?;
                let other = self.pop_words(words(1))?;
                let then = self.pop_words(words(1))?;
                for (a, b) in then.into_iter().zip(other) {
                    let value = self.select(condition, a, b);
                    self.stack.push(value);
                }
            }
            Operator::LocalGet { local_index } => {
                let (start, count) = self.places[local_index as usize];
                self.stack
                    .extend_from_slice(&self.locals[start as usize..(start + count) as usize]);
            }
            Operator::LocalSet { local_index } => {
                let (start, count) = self.places[local_index as usize];
                let words = self.pop_words(count)?;
                self.locals[start as usize..(start + count) as usize].copy_from_slice(&words);
            }
            Operator::LocalTee { local_index } => {
                let (start, count) = self.places[local_index as usize];
                let words = self.pop_words(count)?;
                self.locals[start as usize..(start + count) as usize].copy_from_slice(&words);
                self.stack.extend(words);
            }
            Operator::I32Const { value } => self.push_const(value as u32),
            Operator::F32Const { value } => self.push_const(value.bits()),
            Operator::I64Const { value } => self.push_const_pair(value as u64),
            Operator::F64Const { value } => self.push_const_pair(value.bits()),
            Operator::I32ReinterpretF32
            | Operator::F32ReinterpretI32
            | Operator::I64ReinterpretF64
            | Operator::F64ReinterpretI64 => {}
            _ => return Ok(false),
        }
        Ok(true)
    }

    fn push_const(&mut self, value: u32) {
        let value = self.iconst(value);
        self.stack.push(value);
    }

    fn push_const_pair(&mut self, value: u64) {
        self.push_const(value as u32);
        self.push_const((value >> 32) as u32);
    }
}
