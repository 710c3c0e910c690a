// Package identity issues and checks the credentials by which an enode knows its
// devices: W3C verifiable credentials as JWTs (VC-JWT), signed with EdDSA by the
// enode's own issuer key, whose did:key is their issuer.
package identity

import (
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/subtle"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/lestrrat-go/jwx/v3/jwa"
	"github.com/lestrrat-go/jwx/v3/jwt"
	"github.com/mr-tron/base58"

	"github.com/machinefi/sprout/internal/enode/api"
	"github.com/machinefi/sprout/task"
)

// Issuer implements [api.Credentials]. It is safe for concurrent use.
type Issuer struct {
	key   ed25519.PrivateKey
	did   string
	token string
}

// Open reads the issuer key and the issuer token from dir, making both at first
// start, readable by their owner only. Whoever can read the token file may issue.
func Open(dir string) (*Issuer, error) {
	seed, err := secret(filepath.Join(dir, "issuer.key"))
	if err != nil {
		return nil, err
	}
	token, err := secret(filepath.Join(dir, "issuer.token"))
	if err != nil {
		return nil, err
	}
	key := ed25519.NewKeyFromSeed(seed)
	// did:key of an Ed25519 key: multicodec 0xed01, base58btc (https://w3c-ccg.github.io/did-key-spec/).
	pub := append([]byte{0xed, 0x01}, key.Public().(ed25519.PublicKey)...)
	return &Issuer{key: key, did: "did:key:z" + base58.Encode(pub), token: hex.EncodeToString(token)}, nil
}

func secret(path string) ([]byte, error) {
	b, err := os.ReadFile(path)
	if errors.Is(err, os.ErrNotExist) {
		fresh := make([]byte, 32)
		if _, err := rand.Read(fresh); err != nil {
			return nil, fmt.Errorf("make %s: %w", path, err)
		}
		if err := os.WriteFile(path, []byte(hex.EncodeToString(fresh)+"\n"), 0o600); err != nil {
			return nil, fmt.Errorf("make %s: %w", path, err)
		}
		return fresh, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", path, err)
	}
	out, err := hex.DecodeString(strings.TrimSpace(string(b)))
	if err != nil || len(out) != 32 {
		return nil, fmt.Errorf("read %s: want 64 hexadecimal digits; remove the file to have a new one made", path)
	}
	return out, nil
}

// DID is the issuer of this enode's credentials.
func (i *Issuer) DID() string { return i.did }

// MayIssue implements [api.Credentials].
func (i *Issuer) MayIssue(bearer string) bool {
	return subtle.ConstantTimeCompare([]byte(bearer), []byte(i.token)) == 1
}

// Issue implements [api.Credentials]. The issuer asked for must be this one or empty.
func (i *Issuer) Issue(_ context.Context, c api.Credential) (string, error) {
	if c.Issuer != "" && c.Issuer != i.did {
		return "", fmt.Errorf("%w: credential.issuer: this node signs as %s", task.ErrMalformed, i.did)
	}
	if !c.Expires.IsZero() && !c.Expires.After(c.Issued) {
		return "", fmt.Errorf("%w: credential.expirationDate is not after credential.issuanceDate", task.ErrMalformed)
	}
	vc := map[string]any{
		"@context": []string{"https://www.w3.org/2018/credentials/v1"}, "type": c.Types,
		"credentialSubject": map[string]string{"id": c.Subject},
	}
	b := jwt.NewBuilder().Issuer(i.did).Subject(c.Subject).NotBefore(c.Issued).IssuedAt(c.Issued).Claim("vc", vc)
	if c.ID != "" {
		b = b.JwtID(c.ID)
	}
	if !c.Expires.IsZero() {
		b = b.Expiration(c.Expires)
	}
	tok, err := b.Build()
	if err != nil {
		return "", fmt.Errorf("build credential: %w", err)
	}
	signed, err := jwt.Sign(tok, jwt.WithKey(jwa.EdDSA(), i.key))
	if err != nil {
		return "", fmt.Errorf("sign credential: %w", err)
	}
	return string(signed), nil
}

// Verify implements [api.Credentials].
func (i *Issuer) Verify(_ context.Context, token string) (string, error) {
	tok, err := jwt.Parse([]byte(token), jwt.WithKey(jwa.EdDSA(), i.key.Public()), jwt.WithValidate(true),
		jwt.WithIssuer(i.did), jwt.WithAcceptableSkew(30*time.Second))
	if err != nil {
		return "", reason(err)
	}
	var vc map[string]any
	if err := tok.Get("vc", &vc); err != nil {
		return "", errors.New("token is no verifiable credential")
	}
	did, ok := tok.Subject()
	if !ok || did == "" || len(did) > task.MaxClientDIDLen {
		return "", errors.New("credential names no subject")
	}
	return did, nil
}

// reason shortens the library's error to what the holder of the token can use.
func reason(err error) error {
	switch {
	case errors.Is(err, jwt.TokenExpiredError()):
		return errors.New("credential has expired")
	case errors.Is(err, jwt.TokenNotYetValidError()):
		return errors.New("credential is not valid yet")
	case errors.Is(err, jwt.InvalidIssuerError()):
		return errors.New("credential is of another issuer")
	default:
		return errors.New("not a credential this node signed")
	}
}
