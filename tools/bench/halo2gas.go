package main

import (
	"context"
	"encoding/json"
	"fmt"
	"math/big"
	"os"
	"path/filepath"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/ethereum/go-ethereum/core"
	"github.com/ethereum/go-ethereum/core/vm/runtime"
	"github.com/ethereum/go-ethereum/params"

	circuits "github.com/machinefi/sprout/examples/halo2"
)

const (
	wantGas  = 400_000 // of a verification of the simple circuit, at most
	gasGiven = 2_000_000
)

// halo2Gas is what a transaction costs that has the EVM verify a proof: its 21,000,
// its calldata and the generated contract's work.
func (b *bench) halo2Gas(context.Context) (list []Result, err error) {
	for _, name := range circuits.Names() {
		c, err := circuits.Load(name)
		if err != nil {
			return nil, err
		}
		calldata, err := sampleCalldata(name)
		if err != nil {
			return nil, err
		}
		cfg := &runtime.Config{GasLimit: 30_000_000, ChainConfig: params.MergedTestChainConfig}
		_, verifier, _, err := runtime.Create(c.Verifier.Bytecode, cfg)
		if err != nil {
			return nil, fmt.Errorf("deploy verifier of %s: %w", name, err)
		}
		cfg.GasLimit = gasGiven
		_, left, err := runtime.Call(verifier, calldata, cfg)
		if err != nil {
			return nil, fmt.Errorf("verify proof of %s: %w", name, err)
		}
		base, err := core.IntrinsicGas(calldata, nil, nil, common.Address{}, &verifier, nil, cfg.ChainConfig.Rules(new(big.Int), true, 0))
		if err != nil {
			return nil, fmt.Errorf("price calldata: %w", err)
		}
		gas := base + gasGiven - left // no refund: nothing is stored
		r := figure("halo2.gas."+name, float64(gas), "gas", "a transaction whose proof the EVM verifies")
		if name == circuits.Simple {
			r = r.against(fmt.Sprintf("≤ %d", wantGas), gas <= wantGas)
		}
		list = append(list, r)
	}
	return list, nil
}

// sampleCalldata is that of the committed proof of an example: public inputs, proof.
func sampleCalldata(name string) ([]byte, error) {
	file, err := os.ReadFile(filepath.Join("examples", "halo2", name, "program", "sample.json"))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errSkipped, err)
	}
	var sample struct {
		PublicInputs []string      `json:"publicInputs"`
		Proof        hexutil.Bytes `json:"proof"`
	}
	if err := json.Unmarshal(file, &sample); err != nil {
		return nil, fmt.Errorf("read sample of %s: %w", name, err)
	}
	var calldata []byte
	for _, text := range sample.PublicInputs {
		value, ok := new(big.Int).SetString(text, 10)
		if !ok || value.BitLen() > 256 {
			return nil, fmt.Errorf("read sample of %s: public input %.80q is no number", name, text)
		}
		calldata = append(calldata, value.FillBytes(make([]byte, 32))...)
	}
	return append(calldata, sample.Proof...), nil
}
