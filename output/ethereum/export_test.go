package ethereum

import (
	"encoding/json"

	"github.com/machinefi/sprout/output"
)

// ParseTarget lets tests outside the package read parameters without a chain.
func ParseTarget(raw json.RawMessage) (*Target, error) {
	t, err := parseTarget(raw)
	return (*Target)(t), err
}

// WithRawProof sets how halo2's proofs are taken out of receipts.
func (t *Target) WithRawProof(f func([]byte) ([]byte, error)) *Target {
	t.rawProof = f
	return t
}

// Target is a checked set of parameters.
type Target target

// Calldata packs the call for a result.
func (t *Target) Calldata(r output.Result) ([]byte, error) {
	_, data, err := (*target)(t).calldata(r)
	return data, err
}
