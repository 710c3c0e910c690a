//! Building halo2's constraint system from the recorded one.

use std::sync::Arc;

use halo2_axiom::halo2curves::bn256::Fr;
use halo2_axiom::plonk::{
    Advice, Any, Challenge, Column, ConstraintSystem, Expression, FirstPhase, Fixed, Instance,
    SecondPhase, Selector, VirtualCells,
};
use halo2_axiom::poly::Rotation;
use sprout_halo2_recording as recording;
use sprout_halo2_recording::{ColumnKind, Node};

/// The columns of a replayed circuit.
#[derive(Clone, Debug)]
pub struct Config(pub(crate) Arc<Columns>);

#[derive(Debug)]
pub(crate) struct Columns {
    pub(crate) advice: Vec<Column<Advice>>,
    pub(crate) fixed: Vec<Column<Fixed>>,
    pub(crate) instance: Vec<Column<Instance>>,
    pub(crate) selectors: Vec<Selector>,
    pub(crate) challenges: Vec<Challenge>,
}

impl Columns {
    pub(crate) fn any(&self, column: recording::Column) -> Column<Any> {
        let index = column.index as usize;
        match column.kind {
            ColumnKind::Advice => self.advice[index].into(),
            ColumnKind::Fixed => self.fixed[index].into(),
            ColumnKind::Instance => self.instance[index].into(),
        }
    }
}

/// Repeats a recorded configuration. The recording has been checked, so nothing here can fail.
pub(crate) fn configure(
    meta: &mut ConstraintSystem<Fr>,
    from: &recording::ConstraintSystem,
) -> Config {
    let columns = columns(meta, from);
    // The first gate or lookup makes all queries, in the recorded order; later ones use the same.
    let mut queries = None;
    for gate in &from.gates {
        meta.create_gate("", |cells| {
            let queries = queries.get_or_insert_with(|| Queries::make(cells, from, &columns));
            gate.iter()
                .map(|polynomial| queries.expression(polynomial, &columns))
                .collect::<Vec<_>>()
        });
    }
    for lookup in &from.lookups {
        meta.lookup_any("", |cells| {
            let queries = queries.get_or_insert_with(|| Queries::make(cells, from, &columns));
            let pair = |(input, table): &(recording::Expression, recording::Expression)| {
                (queries.expression(input, &columns), queries.expression(table, &columns))
            };
            lookup.iter().map(pair).collect()
        });
    }
    for column in &from.permutation {
        meta.enable_equality(columns.any(*column));
    }
    for column in &from.constants {
        meta.enable_constant(columns.fixed[*column as usize]);
    }
    if let Some(degree) = from.minimum_degree {
        meta.set_minimum_degree(degree as usize);
    }
    Config(Arc::new(columns))
}

fn columns(meta: &mut ConstraintSystem<Fr>, from: &recording::ConstraintSystem) -> Columns {
    Columns {
        advice: from
            .advice_phases
            .iter()
            .map(|phase| match phase {
                0 => meta.advice_column_in(FirstPhase),
                _ => meta.advice_column_in(SecondPhase),
            })
            .collect(),
        fixed: (0..from.fixed_columns).map(|_| meta.fixed_column()).collect(),
        instance: (0..from.instance_columns).map(|_| meta.instance_column()).collect(),
        selectors: from
            .selectors
            .iter()
            .map(|simple| if *simple { meta.selector() } else { meta.complex_selector() })
            .collect(),
        challenges: from
            .challenge_phases
            .iter()
            .map(|phase| match phase {
                0 => meta.challenge_usable_after(FirstPhase),
                _ => meta.challenge_usable_after(SecondPhase),
            })
            .collect(),
    }
}

/// Queries as expressions, so that each knows its index.
struct Queries {
    advice: Vec<Expression<Fr>>,
    fixed: Vec<Expression<Fr>>,
    instance: Vec<Expression<Fr>>,
}

impl Queries {
    /// Makes all queries in the recorded order.
    fn make(
        cells: &mut VirtualCells<'_, Fr>,
        from: &recording::ConstraintSystem,
        columns: &Columns,
    ) -> Self {
        let rotation = |query: &recording::Query| Rotation(query.rotation);
        Queries {
            advice: from
                .advice_queries
                .iter()
                .map(|query| {
                    cells.query_advice(columns.advice[query.column as usize], rotation(query))
                })
                .collect(),
            fixed: from
                .fixed_queries
                .iter()
                .map(|query| {
                    cells.query_fixed(columns.fixed[query.column as usize], rotation(query))
                })
                .collect(),
            instance: from
                .instance_queries
                .iter()
                .map(|query| {
                    cells.query_instance(columns.instance[query.column as usize], rotation(query))
                })
                .collect(),
        }
    }

    /// A postfix expression as halo2's tree. The operators of [`Expression`] are not used: they walk both
    /// sides each time.
    fn expression(&self, nodes: &[Node], columns: &Columns) -> Expression<Fr> {
        let mut stack: Vec<Expression<Fr>> = Vec::new();
        for node in nodes {
            let expression = match node {
                Node::Constant(value) => Expression::Constant(*value),
                Node::Selector(index) => columns.selectors[*index as usize].expr(),
                Node::Fixed(index) => self.fixed[*index as usize].clone(),
                Node::Advice(index) => self.advice[*index as usize].clone(),
                Node::Instance(index) => self.instance[*index as usize].clone(),
                Node::Challenge(index) => columns.challenges[*index as usize].expr(),
                Node::Negated => Expression::Negated(operand(&mut stack)),
                Node::Scaled(factor) => Expression::Scaled(operand(&mut stack), *factor),
                Node::Sum | Node::Product => {
                    let (right, left) = (operand(&mut stack), operand(&mut stack));
                    match node {
                        Node::Sum => Expression::Sum(left, right),
                        _ => Expression::Product(left, right),
                    }
                }
            };
            stack.push(expression);
        }
        *operand(&mut stack)
    }
}

/// The topmost operand; a checked expression always has it.
fn operand(stack: &mut Vec<Expression<Fr>>) -> Box<Expression<Fr>> {
    Box::new(stack.pop().unwrap_or(Expression::Constant(Fr::zero())))
}
