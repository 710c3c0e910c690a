package vmtest_test

import (
	"testing"

	"github.com/machinefi/sprout/vm/vmtest"
)

func TestFakeProverConforms(t *testing.T) {
	vmtest.Run(t, func(*testing.T) vmtest.Subject {
		return vmtest.Subject{
			Prover: &vmtest.FakeProver{Segments: 3},
			Bound:  []byte(vmtest.FakeEcho), Data: []string{"one", "two"},
			Plain: []byte(vmtest.FakeEcho), PlainData: []string{"14"}, PlainJournal: []byte(`["14"]`),
			Panics: program(vmtest.FakePanic), Loops: program(vmtest.FakeLoop), Allocates: program(vmtest.FakeAllocate),
			Floods: program(vmtest.FakeJournal + "1000000"), Invalid: []byte("nonsense"), Old: []byte(vmtest.FakeOld),
			MakeProofs: true,
		}
	})
}

func program(code string) vmtest.Case { return vmtest.Case{Code: []byte(code)} }
