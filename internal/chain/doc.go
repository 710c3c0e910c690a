// Package chain speaks to an EVM chain reliably: it dials and checks the chain
// id, and it sends transactions so that each intent ends in at most one mined
// transaction, whatever crashes in between.
//
// [Sender] keeps one key's nonces on one chain. An intent is written to the
// [Outbox], signed transaction included, before the transaction leaves the
// process; fees are raised while it is not mined; after a restart the intents
// still open are broadcast again. Whoever asks for an intent follows it to its end;
// one that nobody asks for any more is looked after while a later one waits for it.
package chain
