package deploy

import (
	"github.com/ethereum/go-ethereum/params"
)

// Rules are those of a development chain: of the fork Osaka, the newest that chains are at. go-ethereum's own for
// development, from which they are made, have forks in the making, too; under those new storage costs several times the
// gas that any chain takes.
func Rules() *params.ChainConfig {
	rules := *params.AllDevChainProtocolChanges
	rules.AmsterdamTime, rules.BogotaTime, rules.UBTTime = nil, nil, nil
	return &rules
}
