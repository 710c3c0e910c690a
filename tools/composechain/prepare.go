package main

import (
	"context"
	"crypto/ecdsa"
	"errors"
	"fmt"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"

	"github.com/machinefi/sprout/contracts/bindings"
	"github.com/machinefi/sprout/contracts/deploy"
)

// errForeignChain means that the deployer has been used for something else on this chain.
var errForeignChain = errors.New("the deployer's account was used before, but the contracts are not where they would be: use a new chain or another key")

// prepare brings the chain to the state that the compose file expects, from whatever part of it is there.
func prepare(ctx context.Context, backend deploy.Backend, key *ecdsa.PrivateKey, operators []common.Address) (deploy.Addresses, error) {
	at, err := contracts(ctx, backend, key)
	if err != nil {
		return deploy.Addresses{}, err
	}
	for _, operator := range operators {
		if err := register(ctx, backend, key, at.NodeRegistry, operator); err != nil {
			return deploy.Addresses{}, fmt.Errorf("register node operator %s: %w", operator, err)
		}
	}
	return at, nil
}

// contracts deploys, or finds what an earlier run has deployed.
func contracts(ctx context.Context, backend deploy.Backend, key *ecdsa.PrivateKey) (deploy.Addresses, error) {
	nonce, err := backend.PendingNonceAt(ctx, crypto.PubkeyToAddress(key.PublicKey))
	if err != nil {
		return deploy.Addresses{}, fmt.Errorf("read the deployer's nonce: %w", err)
	}
	if nonce == 0 {
		return deploy.Contracts(ctx, backend, key)
	}
	at := expected(key)
	for _, address := range []common.Address{at.ProjectRegistrar, at.NodeRegistry, at.ZNodeRegistrar, at.FleetManager, at.Router} {
		code, err := backend.CodeAt(ctx, address, nil)
		if err != nil {
			return deploy.Addresses{}, fmt.Errorf("look for a contract: %w", err)
		}
		if len(code) == 0 {
			return deploy.Addresses{}, fmt.Errorf("%w: nothing at %s", errForeignChain, address)
		}
	}
	return at, nil
}

// expected is where the contracts are when they were the deployer's first transactions.
func expected(key *ecdsa.PrivateKey) deploy.Addresses {
	deployer := crypto.PubkeyToAddress(key.PublicKey)
	return deploy.Addresses{
		ProjectRegistrar: crypto.CreateAddress(deployer, 0),
		NodeRegistry:     crypto.CreateAddress(deployer, 1),
		ZNodeRegistrar:   crypto.CreateAddress(deployer, 2),
		FleetManager:     crypto.CreateAddress(deployer, 3),
		Router:           crypto.CreateAddress(deployer, 4),
	}
}

// register makes the operator a node unless it is one.
func register(ctx context.Context, backend deploy.Backend, key *ecdsa.PrivateKey, registry, operator common.Address) error {
	binding := bindings.NewNodeRegistry()
	out, err := backend.CallContract(ctx, ethereum.CallMsg{To: &registry, Data: binding.PackGetNodeByOperator(operator)}, nil)
	if err != nil {
		return fmt.Errorf("ask for its node: %w", err)
	}
	node, err := binding.UnpackGetNodeByOperator(out)
	if err != nil {
		return fmt.Errorf("read its node: %w", err)
	}
	if node.NodeOperator == operator {
		return nil
	}
	_, err = deploy.Transact(ctx, backend, key, registry, nil, binding.PackRegister(operator))
	return err
}
