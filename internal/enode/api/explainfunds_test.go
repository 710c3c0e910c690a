package api_test

import (
	"encoding/json"
	"math/big"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/internal/enode/api"
	"github.com/machinefi/sprout/project"
	"github.com/machinefi/sprout/task"
)

func (s *stage) paysOf(id task.ProjectID, v *project.Version, tasks uint64) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.funds == nil || !v.InSettlement() {
		return nil
	}
	return s.funds.Pays(id, tasks, time.Now(), 0)
}

func (s *stage) paysFor(task.ProjectID) (uint64, bool, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.funds == nil {
		return 0, false, nil
	}
	n, limited := s.funds.PaysFor(time.Now(), 0)
	return n, limited, nil
}

// fund gives the project's tasks a fee of 0.01 coins and its balance as many hundredths of a coin.
func (s *stage) fund(hundredths int64) {
	s.change(func() {
		s.project.Versions[0].Outputs = []project.Output{{Type: project.OutputSettlement}}
		s.funds = &project.Funds{Balance: big.NewInt(hundredths * 1e16), Leaving: new(big.Int), Fee: big.NewInt(1e16), NextFee: new(big.Int)}
	})
}

func TestExplainsThatNobodyIsPaid(t *testing.T) {
	const says = "project is out of coins: the balance of project 1, 0, does not pay a task's fee, 0.01 coins; its messages are kept"
	onStage(t, func(s *stage) {
		require.Nil(t, s.asked().PaysFor)
		s.fund(0)
		first := s.send(10)
		s.pass(time.Hour)
		w := s.why(first)
		require.Equal(t, api.WaitForProject, w.For)
		require.Equal(t, says, w.Text)
		require.Equal(t, "anybody may add to it: ioctl-project project fund -i 1 --amount COINS; 100 tasks cost 1 coin", *w.Hint)
		require.Zero(t, s.explain("/message/"+first).Task.Attempt)
		got := s.asked()
		require.Equal(t, api.Waiting, got.Status)
		require.Equal(t, says, *got.Reason)
		require.Zero(t, *got.PaysFor)

		// What is there for one task is not there for two.
		s.fund(1)
		s.pass(6 * time.Second)
		second := s.send(10)
		s.pass(6 * time.Second)
		require.Equal(t, api.WaitForAnswer, s.why(first).For)
		w = s.why(second)
		require.Equal(t, api.WaitForProject, w.For)
		require.Contains(t, w.Text, "the balance of project 1, 0.01 coins, pays for no more tasks than are under way, at a fee of 0.01 coins")
		got = s.asked()
		require.Equal(t, api.Serving, got.Status)
		require.EqualValues(t, 1, *got.PaysFor)

		s.fund(2)
		s.pass(6 * time.Second)
		require.Equal(t, api.WaitForAnswer, s.why(second).For)
	})
}

// asked is what the node answers of the project.
func (s *stage) asked() (p api.Project) {
	s.Helper()
	rec := httptest.NewRecorder()
	s.h.ServeHTTP(rec, httptest.NewRequest("GET", "/project/1", nil))
	require.Equal(s, http.StatusOK, rec.Code, rec.Body)
	require.NoError(s, json.Unmarshal(rec.Body.Bytes(), &p))
	return p
}
