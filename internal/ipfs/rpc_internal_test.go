package ipfs

import (
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"
)

func TestWhyAFileIsNotKept(t *testing.T) {
	for _, full := range []error{unix.ENOSPC, unix.EDQUOT} {
		status, why := notKept(fmt.Errorf("add to ipfs: %w", errors.Join(&fs.PathError{Op: "write", Path: "/secret/folder", Err: full}, fs.ErrNotExist)))
		require.Equal(t, http.StatusInsufficientStorage, status)
		require.Equal(t, "the node's disk is full", why)
	}
	status, why := notKept(&fs.PathError{Op: "write", Path: "/secret/folder", Err: unix.EIO})
	require.Equal(t, http.StatusInternalServerError, status)
	require.NotContains(t, why, "secret")
}

func TestLoopbackHosts(t *testing.T) {
	for host, is := range map[string]bool{
		"localhost": true, "localhost:5001": true, "127.0.0.1:1": true, "127.8.9.1": true, "[::1]": true, "[::1]:80": true, "::1": true,
		"": false, "example.org": false, "10.0.0.1:80": false, "[fe80::1%lo]:80": false, "0.0.0.0": false, "[::]:80": false, "localhost.": false, "127.1": false, "2130706433": false,
	} {
		require.Equal(t, is, loopback(host), host)
	}
}
