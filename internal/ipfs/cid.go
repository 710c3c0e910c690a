package ipfs

import (
	"fmt"

	"github.com/ipfs/boxo/verifcid"
	"github.com/ipfs/go-cid"
	"github.com/multiformats/go-multihash"
)

// maxCIDText bounds a CID in text form.
const maxCIDText = 128

// ParseCID reads a CID of version 0 or 1 in text form. Only CIDs whose content
// can be checked are accepted: a hash that is secure, a file's codec.
func ParseCID(s string) (cid.Cid, error) {
	bad := func(why any) (cid.Cid, error) {
		return cid.Undef, fmt.Errorf("parse CID %.64q: %w: %v", s, ErrBadCID, why)
	}
	if len(s) > maxCIDText {
		return bad("too long")
	}
	c, err := cid.Decode(s)
	if err != nil {
		return bad(err)
	}
	if err := verifcid.ValidateCid(verifcid.DefaultAllowlist, c); err != nil {
		return bad(err)
	}
	if c.Prefix().MhType == multihash.IDENTITY {
		return bad("its hash is no hash")
	}
	if t := c.Type(); t != cid.Raw && t != cid.DagProtobuf {
		return bad(fmt.Sprintf("codec 0x%x is no file's", t))
	}
	return c, nil
}

// Verify reports [ErrBadContent] unless data has the hash of c.
func Verify(c cid.Cid, data []byte) error {
	got, err := c.Prefix().Sum(data)
	if err != nil {
		return fmt.Errorf("verify %s: %w", c, err)
	}
	if !got.Equals(c) {
		return fmt.Errorf("verify %s: %w", c, ErrBadContent)
	}
	return nil
}

// v1 is the prefix of CIDs that Add makes.
func v1() cid.Prefix {
	return cid.Prefix{Version: 1, Codec: cid.DagProtobuf, MhType: multihash.SHA2_256, MhLength: -1}
}

// v0 is the prefix of CIDs of version 0.
func v0() cid.Prefix {
	return cid.Prefix{Version: 0, Codec: cid.DagProtobuf, MhType: multihash.SHA2_256, MhLength: -1}
}
