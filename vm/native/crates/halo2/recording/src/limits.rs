//! What a recording may ask for.

/// The most a recording may contain. Everything is checked before memory is spent on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of one recording, frame headers included.
    pub max_bytes: u64,
    /// Advice columns, fixed columns and instance columns, each.
    pub max_columns: u32,
    /// Selectors; each becomes a fixed column of its own.
    pub max_selectors: u32,
    /// Challenges.
    pub max_challenges: u32,
    /// Distinct queries of advice, of fixed and of instance columns, each.
    pub max_queries: u32,
    /// Rows a query may look ahead or behind.
    pub max_rotation: u32,
    /// Polynomials of all gates together.
    pub max_polynomials: u32,
    /// Pairs of expressions of all lookups together.
    pub max_lookups: u32,
    /// Nodes of all expressions together; halo2 compares each with all others when it makes a key.
    pub max_expression_nodes: u32,
    /// How deep an expression may be nested; the prover walks expressions recursively.
    pub max_expression_depth: u32,
    /// Degree of the constraint system.
    pub max_degree: u32,
    /// log2 of the rows; rows are never more than 2^max_k.
    pub max_k: u32,
    /// log2 of the size of the domain that the quotient is computed on: what decides a prover's memory.
    pub max_extended_k: u32,
    /// Operations (assignments, selectors, copies) of one structure or witness.
    pub max_ops: u64,
    /// Instance values of all instance columns together.
    pub max_instance_values: u32,
    /// Instance values that verification multiplies: for each instance query, those of its column.
    pub max_instance_work: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            max_bytes: 1 << 30,
            max_columns: 1024,
            max_selectors: 1024,
            max_challenges: 64,
            max_queries: 8192,
            max_rotation: 1 << 16,
            max_polynomials: 16_384,
            max_lookups: 1024,
            max_expression_nodes: 1 << 16,
            max_expression_depth: 1024,
            max_degree: 32,
            max_k: 22,
            max_extended_k: 24,
            max_ops: 1 << 27,
            max_instance_values: 1 << 16,
            max_instance_work: 1 << 22,
        }
    }
}

impl Limits {
    /// The most rows a circuit may have.
    pub fn max_rows(&self) -> u64 {
        1 << self.max_k.min(28)
    }
}
