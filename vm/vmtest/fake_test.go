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
			Panics: []byte(vmtest.FakePanic), Loops: []byte(vmtest.FakeLoop), Allocates: []byte(vmtest.FakeAllocate),
			Floods: []byte(vmtest.FakeJournal + "1000000"), Invalid: []byte("nonsense"), Old: []byte(vmtest.FakeOld),
			MakeProofs: true,
		}
	})
}
