// The lesson in a terminal of eighty columns, with colour or without.
#pragma once

#include <functional>
#include <string>

#include "walkthrough/story/document.hpp"

namespace smime::walkthrough::render {

struct TerminalOptions {
  bool colour = false;
  Zoom zoom = Zoom::block;
};

/// One chapter as text. Each block goes to `write` by itself, so that a caller can pause at steps.
void terminal(const Chapter& chapter, std::size_t number, const TerminalOptions& options,
              const std::function<void(const Block&, const std::string&)>& write);

/// A chapter's heading.
std::string terminal_heading(const Chapter& chapter, std::size_t number,
                             const TerminalOptions& options);

}  // namespace smime::walkthrough::render
