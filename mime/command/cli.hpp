// The names of the command line parser, for declarations: reading its header takes
// a compiler longer than most files here, so only those that describe options include it.
#pragma once

namespace CLI {
class App;
class Option;
class ParseError;
}  // namespace CLI
