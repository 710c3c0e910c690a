package fetch

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/cenkalti/backoff/v5"
	"github.com/ipfs/go-cid"

	"github.com/machinefi/sprout/task"
)

const (
	// maxURI bounds an address; longer ones are no address.
	maxURI = 2048
	// ipfsFirst is how long the network has before a named host is asked.
	ipfsFirst = 10 * time.Second
)

var errNoIPFS = errors.New("this node has no IPFS")

// sources lists the ways to the file at uri, best first.
func (f *Fetcher) sources(uri string) ([]source, error) {
	if len(uri) > maxURI {
		return nil, fmt.Errorf("%w: %d bytes, limit %d", ErrBadURI, len(uri), maxURI)
	}
	if c, err := cid.Decode(uri); err == nil {
		return f.ipfsSources("", c), nil
	}
	u, err := url.Parse(uri)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrBadURI, err)
	}
	switch {
	case u.User != nil:
		return nil, fmt.Errorf("%w: it carries a user name, and addresses on a chain are public", ErrBadURI)
	case u.Scheme == "ipfs":
		return f.parseIPFS(strings.TrimPrefix(uri, u.Scheme+"://"))
	case (u.Scheme == "http" || u.Scheme == "https") && u.Hostname() != "":
		return []source{f.web(http.MethodGet, u.String())}, nil
	case u.Scheme == "file":
		return f.local(u)
	}
	return nil, fmt.Errorf("%w: want ipfs://, http://, https://, file:// or a CID", ErrBadURI)
}

// parseIPFS reads what follows ipfs://. Letter case matters in CIDs, so the host
// part is taken from the text and not from a parsed URL.
func (f *Fetcher) parseIPFS(rest string) ([]source, error) {
	host, name, named := strings.Cut(rest, "/")
	if !named {
		host, name = "", rest
	}
	c, err := cid.Decode(name)
	if err != nil {
		return nil, fmt.Errorf("%w: %q is no CID: %w", ErrBadURI, clip(name), err)
	}
	if named {
		if u, err := url.Parse("http://" + host); err != nil || u.Host != host || u.Hostname() == "" {
			return nil, fmt.Errorf("%w: %q is no host", ErrBadURI, clip(host))
		}
	}
	return f.ipfsSources(host, c), nil
}

func (f *Fetcher) ipfsSources(host string, c cid.Cid) []source {
	network := source{name: "ipfs", get: func(ctx context.Context) ([]byte, error) {
		if f.ipfs == nil {
			return nil, backoff.Permanent(errNoIPFS)
		}
		return f.ipfs.Get(ctx, c.String(), f.cfg.MaxBytes)
	}}
	if host == "" {
		return []source{network}
	}
	network.limit = ipfsFirst
	scheme := "https"
	if _, port, err := net.SplitHostPort(host); err == nil && port != "443" {
		scheme = "http" // how the daemons of 0.6 listened
	}
	base := scheme + "://" + host
	return []source{
		network,
		f.web(http.MethodGet, base+"/ipfs/"+c.String()),
		f.web(http.MethodPost, base+"/api/v0/cat?arg="+c.String()),
	}
}

func (f *Fetcher) web(method, addr string) source {
	return source{name: method + " " + clip(addr), get: func(ctx context.Context) ([]byte, error) {
		return f.download(ctx, method, addr)
	}}
}

// local reads a file of this machine.
func (f *Fetcher) local(u *url.URL) ([]source, error) {
	if !f.cfg.AllowFile {
		return nil, task.WithHint(fmt.Errorf("%w: files of this machine", ErrNotAllowed),
			"--allow-file-urls allows it, if projects' owners may name any file of this machine")
	}
	if (u.Host != "" && u.Host != "localhost") || !filepath.IsAbs(u.Path) {
		return nil, fmt.Errorf("%w: want file:///absolute/path", ErrBadURI)
	}
	return []source{{name: "file", get: func(context.Context) ([]byte, error) {
		info, err := os.Stat(u.Path)
		switch {
		case err != nil:
			return nil, err
		case !info.Mode().IsRegular():
			return nil, backoff.Permanent(fmt.Errorf("%w: not a regular file", ErrBadURI))
		case info.Size() > f.cfg.MaxBytes:
			return nil, backoff.Permanent(fmt.Errorf("%w: %d bytes, limit %d", ErrTooLarge, info.Size(), f.cfg.MaxBytes))
		}
		return os.ReadFile(u.Path)
	}}}, nil
}
