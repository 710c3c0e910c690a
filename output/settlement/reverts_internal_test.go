package settlement

import (
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/ethereum/go-ethereum/accounts/abi/bind/v2"
	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/contracts/bindings"
	"github.com/machinefi/sprout/internal/chain"
	"github.com/machinefi/sprout/output"
	"github.com/machinefi/sprout/task"
)

// The table of docs/contracts.md, row by row, and that every error it names is one of the contracts'.
func TestCoursesAreThoseOfTheDesign(t *testing.T) {
	page, err := os.ReadFile("../../docs/contracts.md")
	require.NoError(t, err)
	_, section, found := strings.Cut(string(page), "## When a call reverts")
	require.True(t, found)
	section, _, _ = strings.Cut(section, "\n## ")
	known := map[string]bool{}
	for _, m := range []*bind.MetaData{
		&bindings.TaskSettlementMetaData, &bindings.ProjectRegistryMetaData, &bindings.ZnodeStakingMetaData, &bindings.VerifierRouterMetaData, &bindings.IProofVerifierMetaData,
	} {
		parsed, err := m.ParseABI()
		require.NoError(t, err)
		for name := range parsed.Errors {
			known[name] = true
		}
	}
	for name := range courses {
		require.True(t, known[name], "no contract reverts with %s", name)
	}
	rows := map[string]course{
		"keeps the task and tries later": later, "sends it with more gas": moreGas, "is done": done, "asks the chain": askAgain,
		"gives up": giveUp, "has a wrong receipt": wrong,
	}
	seen := map[course]bool{}
	for line := range strings.Lines(section) {
		cells := strings.Split(line, "|")
		if len(cells) != 4 {
			continue
		}
		for says, want := range rows {
			if !strings.Contains(cells[2], says) {
				continue
			}
			names := regexp.MustCompile("`([A-Z][A-Za-z]+)`").FindAllStringSubmatch(cells[1], -1)
			require.NotEmpty(t, names, line)
			for _, name := range names {
				require.Equal(t, want, courses[name[1]], name[1])
			}
			seen[want] = true
		}
	}
	require.Len(t, seen, len(rows), "every row of the table is found")
}

func TestReasonsAreReadFromErrors(t *testing.T) {
	err := fmt.Errorf("settle: %w", fmt.Errorf("estimate gas: %w: %s", chain.ErrReverted, "NotEnode(projectId=1, sequence=2, signer=0x03)"))
	require.Equal(t, "NotEnode(projectId=1, sequence=2, signer=0x03)", reasonOf(err))
	require.Equal(t, giveUp, courseOf(reasonOf(err)))
	require.ErrorIs(t, judge(err), output.ErrRefused)
	require.Equal(t, task.FailRejected, output.Code(judge(err)))

	require.Empty(t, reasonOf(chain.ErrFunds))
	require.Equal(t, stranger, courseOf("0x12345678"))
	d := &delivery{}
	require.True(t, d.again(fmt.Errorf("%w: 0x12345678", chain.ErrReverted)), "a verifier's owner may have stopped it in its own way")
	require.False(t, d.again(chain.ErrFunds))
	require.False(t, d.again(judge(err)))
}

func TestNetworkWithoutStakesSettlesNothing(t *testing.T) {
	_, err := Refuse()(nil)
	require.ErrorIs(t, err, output.ErrForbidden)
	require.NotEmpty(t, task.Hint(err))
	_, err = New(Config{}, Roles{})
	require.Error(t, err)
}
