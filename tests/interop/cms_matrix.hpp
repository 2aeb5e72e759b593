// The matrix of CMS objects: what each program makes of each kind, and what it opens of ours.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "tests/support/process.hpp"

namespace smime::tests {

/// One kind of object: how we make it, and how we open one. In the commands FILE stands for the
/// object; they end with 0 where all is well. The content is in the file `content`.
struct CmsKind {
  std::string name;   ///< a word for files: "signed-opaque"
  std::string title;  ///< for people
  std::string make, open;
};

const std::vector<CmsKind>& cms_kinds();

/// What a peer does with one kind. An empty command: the peer has no such thing.
struct CmsCell {
  std::string makes, opens;
};

/// Another program.
struct CmsPeer {
  std::string name, program;
  std::string prepare;                   ///< a command to run first
  std::map<std::string, CmsCell> cells;  ///< by the names of the kinds
};

const std::vector<CmsPeer>& cms_peers();

/// Writes people, passwords, keys and content into the folder.
void write_cms_people(const TemporaryFolder& folder);

/// The command with every FILE in it replaced.
std::string with_file(std::string command, const std::string& file);

}  // namespace smime::tests
