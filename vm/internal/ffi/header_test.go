//go:build linux

package ffi_test

import (
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/vm/internal/ffi"
)

// header reads prover.h without its comments.
func header(t *testing.T) string {
	t.Helper()
	b, err := os.ReadFile("../../native/include/prover.h")
	require.NoError(t, err)
	return regexp.MustCompile(`(?s)/\*.*?\*/`).ReplaceAllString(string(b), "")
}

// cKind is what a C parameter is passed as.
func cKind(t *testing.T, param string) string {
	t.Helper()
	param = strings.Join(strings.Fields(param), " ")
	for _, k := range []struct{ c, pass string }{
		{"const uint8_t *", "unsafe.Pointer"}, {"size_t ", "uintptr"}, {"SproutBuffer *", "SproutBuffer*"},
		{"SproutProgress ", "uintptr"}, {"void *", "uintptr"}, {"uint32_t", "uint32"}, {"int32_t", "int32"}, {"void", "void"},
	} {
		if strings.HasPrefix(param, k.c) {
			return k.pass
		}
	}
	require.Fail(t, "unknown C type", param)
	return ""
}

// TestCallsAgreeWithTheHeader compares every function that is called here with its
// declaration, and finds declared ones that are not called.
func TestCallsAgreeWithTheHeader(t *testing.T) {
	decl := regexp.MustCompile(`(?s)\b(u?int32_t|void)\s+(sprout_\w+)\(([^)]*)\);`)
	declared := make(map[string]string)
	for _, m := range decl.FindAllStringSubmatch(header(t), -1) {
		s := ""
		if strings.TrimSpace(m[3]) != "void" {
			for _, p := range strings.Split(m[3], ",") {
				s += cKind(t, p) + ","
			}
		}
		declared[m[2]] = s + " -> " + cKind(t, m[1])
	}
	require.NotEmpty(t, declared)
	called := ffi.Signatures()
	require.Equal(t, declared, called)
}

func TestCodesAgreeWithTheHeader(t *testing.T) {
	codes := map[string]ffi.Code{
		"INVALID_ARGUMENT": ffi.InvalidArgument, "PROGRAM_INVALID": ffi.ProgramInvalid, "PROGRAM_VERSION": ffi.ProgramVersion,
		"GUEST_FAULT": ffi.GuestFault, "CYCLE_LIMIT": ffi.CycleLimit, "MEMORY_LIMIT": ffi.MemoryLimit, "JOURNAL_LIMIT": ffi.JournalLimit,
		"RECEIPT_KIND": ffi.ReceiptKind, "RECEIPT_INVALID": ffi.ReceiptInvalid, "PANIC": ffi.Panic, "INTERNAL": ffi.Internal,
		"ABI_VERSION": ffi.ABIVersion,
	}
	found := make(map[string]ffi.Code)
	for _, m := range regexp.MustCompile(`#define SPROUT_(\w+) (\d+)`).FindAllStringSubmatch(header(t), -1) {
		var n ffi.Code
		_, err := fmt.Sscan(m[2], &n)
		require.NoError(t, err)
		found[m[1]] = n
	}
	require.Equal(t, codes, found)
}

func TestBufferAgreesWithTheHeader(t *testing.T) {
	body := regexp.MustCompile(`(?s)typedef struct SproutBuffer \{(.*?)\}`).FindStringSubmatch(header(t))
	require.Len(t, body, 2)
	var fields []string
	for _, m := range regexp.MustCompile(`(?:uint8_t \*|size_t )(\w+);`).FindAllStringSubmatch(body[1], -1) {
		fields = append(fields, m[1])
	}
	names, sizes := ffi.BufferFields()
	require.Equal(t, fields, names)
	require.Equal(t, []uintptr{8, 8, 8}, sizes)
}

func TestStagesAgreeWithTheHeader(t *testing.T) {
	b, err := os.ReadFile("../../native/include/prover.h")
	require.NoError(t, err)
	for stage, about := range map[ffi.Stage]string{
		ffi.StageExecute: "the guest runs", ffi.StageProve: "segment", ffi.StageVerify: "the finished receipt is verified",
	} {
		require.Contains(t, string(b), fmt.Sprintf("stage %d: %s", stage, about))
	}
}
