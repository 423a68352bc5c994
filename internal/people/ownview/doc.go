// Package ownview lets a person see what is kept of them: their plan by a
// one-time link, and the rest behind a word that they chose.
//
// Invariants:
//   - A link works once. Opening it begins a visit on that device, which ends
//     by itself soon and can be ended at once, by the person or by us.
//   - A visit shows the plan and nothing else until the word was said in it.
//     Five wrong words end it.
//   - Nothing that was lost can be used: a link is void once it was opened,
//     taken back or a day old, and when two records become one, for nobody
//     knows who holds it. The database holds only digests.
//   - A link that is sent is a message like any other (room message): only
//     where the person agreed to that way, in neutral words, once.
//   - A sealed record has no link, for a link can be passed on; and nothing is
//     shown of somebody who died.
//   - What a person asks for (a correction, deletion, a talk) waits until
//     somebody has seen to it. To stop all messages takes effect at once.
package ownview
