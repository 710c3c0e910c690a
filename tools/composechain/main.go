package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"strings"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/ethereum/go-ethereum/ethclient"
)

// patience is how long the chain may take to answer and to mine.
const patience = 2 * time.Minute

func main() {
	if err := run(os.Getenv); err != nil {
		fmt.Fprintln(os.Stderr, "composechain:", err)
		os.Exit(1)
	}
}

func run(getenv func(string) string) error {
	ctx, cancel := signal.NotifyContext(context.Background(), os.Interrupt)
	defer cancel()
	ctx, cancel = context.WithTimeout(ctx, patience)
	defer cancel()

	key, err := crypto.HexToECDSA(strings.TrimPrefix(getenv("DEPLOYER_PRIVATE_KEY"), "0x"))
	if err != nil {
		return errors.New("DEPLOYER_PRIVATE_KEY is no private key in hexadecimal")
	}
	operators, err := addresses(getenv("NODE_OPERATORS"))
	if err != nil {
		return err
	}
	client, err := ethclient.DialContext(ctx, getenv("CHAIN_ENDPOINT"))
	if err != nil {
		return fmt.Errorf("connect to CHAIN_ENDPOINT: %w", err)
	}
	defer client.Close()
	at, err := prepare(ctx, client, key, operators)
	if err != nil {
		return err
	}
	out := json.NewEncoder(os.Stdout)
	out.SetIndent("", "  ")
	return out.Encode(at)
}

// addresses reads a list separated by commas.
func addresses(list string) ([]common.Address, error) {
	var found []common.Address
	for item := range strings.SplitSeq(list, ",") {
		item = strings.TrimSpace(item)
		if !common.IsHexAddress(item) {
			return nil, fmt.Errorf("NODE_OPERATORS: %q is no address", item)
		}
		found = append(found, common.HexToAddress(item))
	}
	return found, nil
}
