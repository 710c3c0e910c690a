//! From halo2's constraint system to the plain one that is recorded.

use std::collections::HashMap;

use halo2_axiom::plonk::{self, Any};
use sprout_halo2_recording::{Column, ColumnKind, ConstraintSystem, Expression, Node, Query};

use crate::Fr;

/// The plain form of what a circuit configured.
pub fn constraint_system(from: &plonk::ConstraintSystem<Fr>) -> ConstraintSystem {
    let mut selectors = vec![false; from.num_selectors()];
    let queries = Queries::new(from);
    let mut convert = |expression: &plonk::Expression<Fr>| {
        let mut nodes = Vec::new();
        queries.convert(expression, &mut selectors, &mut nodes);
        nodes
    };
    let gates = from
        .gates()
        .iter()
        .map(|gate| gate.polynomials().iter().map(&mut convert).collect())
        .collect();
    let mut lookups = Vec::new();
    for lookup in from.lookups() {
        let pairs = lookup.input_expressions().iter().zip(lookup.table_expressions());
        lookups.push(pairs.map(|(input, table)| (convert(input), convert(table))).collect());
    }
    ConstraintSystem {
        advice_phases: from.advice_column_phase(),
        challenge_phases: from.challenge_phase(),
        selectors,
        fixed_columns: from.num_fixed_columns() as u32,
        instance_columns: from.num_instance_columns() as u32,
        advice_queries: from
            .advice_queries()
            .iter()
            .map(|(column, rotation)| query(column.index(), rotation.0))
            .collect(),
        fixed_queries: from
            .fixed_queries()
            .iter()
            .map(|(column, rotation)| query(column.index(), rotation.0))
            .collect(),
        instance_queries: from
            .instance_queries()
            .iter()
            .map(|(column, rotation)| query(column.index(), rotation.0))
            .collect(),
        permutation: from.permutation().get_columns().iter().map(column).collect(),
        constants: from.constants().iter().map(|column| column.index() as u32).collect(),
        minimum_degree: from.minimum_degree().map(|degree| degree as u32),
        gates,
        lookups,
    }
}

fn query(column: usize, rotation: i32) -> Query {
    Query { column: column as u32, rotation }
}

/// The plain form of a column of any kind.
pub(crate) fn column(from: &plonk::Column<Any>) -> Column {
    let kind = match from.column_type() {
        Any::Advice(_) => ColumnKind::Advice,
        Any::Fixed => ColumnKind::Fixed,
        Any::Instance => ColumnKind::Instance,
    };
    Column { kind, index: from.index() as u32 }
}

/// Index of each query by column and rotation.
struct Queries {
    advice: HashMap<(usize, i32), u32>,
    fixed: HashMap<(usize, i32), u32>,
    instance: HashMap<(usize, i32), u32>,
}

impl Queries {
    fn new(from: &plonk::ConstraintSystem<Fr>) -> Self {
        fn index<C: plonk::ColumnType>(
            queries: &[(plonk::Column<C>, halo2_axiom::poly::Rotation)],
        ) -> HashMap<(usize, i32), u32> {
            let numbered = queries.iter().zip(0..);
            numbered.map(|((column, at), number)| ((column.index(), at.0), number)).collect()
        }
        Queries {
            advice: index(from.advice_queries()),
            fixed: index(from.fixed_queries()),
            instance: index(from.instance_queries()),
        }
    }

    /// Appends an expression in postfix order and notes which selectors are simple. A query that the
    /// constraint system does not know becomes one with an index that no decoder accepts.
    fn convert(
        &self,
        expression: &plonk::Expression<Fr>,
        selectors: &mut [bool],
        out: &mut Expression,
    ) {
        use plonk::Expression as E;
        let find = |queries: &HashMap<(usize, i32), u32>, column: usize, at: i32| {
            queries.get(&(column, at)).copied().unwrap_or(u32::MAX)
        };
        let node = match expression {
            E::Constant(value) => Node::Constant(*value),
            E::Selector(selector) => {
                if let Some(simple) = selectors.get_mut(selector.index()) {
                    *simple = selector.is_simple();
                }
                Node::Selector(selector.index() as u32)
            }
            E::Fixed(query) => {
                Node::Fixed(find(&self.fixed, query.column_index(), query.rotation().0))
            }
            E::Advice(query) => {
                Node::Advice(find(&self.advice, query.column_index(), query.rotation().0))
            }
            E::Instance(query) => {
                Node::Instance(find(&self.instance, query.column_index(), query.rotation().0))
            }
            E::Challenge(challenge) => Node::Challenge(challenge.index() as u32),
            E::Negated(inner) => {
                self.convert(inner, selectors, out);
                Node::Negated
            }
            E::Sum(left, right) => {
                self.convert(left, selectors, out);
                self.convert(right, selectors, out);
                Node::Sum
            }
            E::Product(left, right) => {
                self.convert(left, selectors, out);
                self.convert(right, selectors, out);
                Node::Product
            }
            E::Scaled(inner, factor) => {
                self.convert(inner, selectors, out);
                Node::Scaled(*factor)
            }
        };
        out.push(node);
    }
}
