// The parts of a multipart as a stream: the same as in memory, however the octets come.
#include "mime/multipart_source.hpp"

#include "primitives/error.hpp"
#include "tests/mime/world.hpp"
#include "tests/support/catch.hpp"

using namespace smime;
using namespace smime::mime;
using namespace smime::tests;

namespace {

struct Parts {
  std::string preamble;
  std::vector<std::string> parts;
  bool closed = false;
  std::string epilogue;

  friend bool operator==(const Parts&, const Parts&) = default;
};

Parts in_memory(const std::string& body, const std::string& boundary) {
  const Multipart multipart = Multipart::split(primitives::bytes_of(body), boundary);
  Parts result;
  for (const ByteView part : multipart.parts) result.parts.push_back(primitives::to_string(part));
  result.closed = multipart.closed;
  if (result.closed || !result.parts.empty()) {
    result.preamble = primitives::to_string(multipart.preamble);
  }
  result.epilogue = primitives::to_string(multipart.epilogue);
  return result;
}

Parts streamed(const std::string& body, const std::string& boundary, TestRandom& random) {
  CrumblySource crumbs(primitives::bytes_of(body), random);
  BufferedSource source(crumbs);
  MultipartSource parts(source, boundary);
  Parts result;
  result.preamble = read_all(parts, random);
  while (parts.next_part()) {
    // One part in four is passed over.
    result.parts.push_back(random.below(4) == 0 ? "" : read_all(parts, random));
  }
  result.closed = parts.closed();
  if (!result.closed && result.parts.empty()) result.preamble.clear();
  if (result.closed) result.epilogue = read_all(source, random);
  return result;
}

}  // namespace

TEST_CASE("parts of a stream are those of the octets in memory") {
  const std::vector<std::string> pieces = {"--b\r\n",   "\r\n--b\n",
                                           "\n--b\r\n", "--b",
                                           "--b--",     "--b \t",
                                           "\r\n",      "\r\n",
                                           "\n",        "\n",
                                           "\r",        "-",
                                           "--",        "b",
                                           "text",      " ",
                                           "--bb",      "--",
                                           "-b-",       "",
                                           "--b-- ",    std::string(70, 'x')};
  TestRandom random(5);
  std::size_t with_parts = 0;
  for (int round = 0; round < 20000; ++round) {
    std::string body;
    for (std::size_t count = random.below(14); count > 0; --count) {
      body += pieces[random.below(pieces.size())];
    }
    Parts due = in_memory(body, "b");
    const Parts found = streamed(body, "b", random);
    INFO(body);
    REQUIRE(found.parts.size() == due.parts.size());
    for (std::size_t i = 0; i < due.parts.size(); ++i) {
      if (found.parts[i].empty()) due.parts[i].clear();  // passed over
    }
    REQUIRE(found == due);
    with_parts += due.parts.size() > 1 ? 1 : 0;
  }
  CHECK(with_parts > 500);
}

TEST_CASE("parts larger than the buffer, and boundaries across its edge") {
  TestRandom random(6);
  for (std::size_t size = 65500; size < 65560; ++size) {
    const std::string part(size, 'x');
    const std::string body = "--b\r\n" + part + "\r\n--b\r\n" + part + "\n--b--\r\n";
    primitives::BytesSource octets(primitives::bytes_of(body));
    BufferedSource source(octets);
    MultipartSource parts(source, "b");
    REQUIRE(parts.next_part());
    REQUIRE(read_all(parts, random, 40000) == part);
    REQUIRE(parts.next_part());
    REQUIRE(read_all(parts, random, 40000) == part);
    REQUIRE(!parts.next_part());
    REQUIRE(parts.closed());
  }
}

TEST_CASE("a boundary that begins another one, or stands inside a line, is none") {
  TestRandom random(7);
  const std::string body = "--b\r\n--bc\r\nx --b\r\n --b\r\n--b-\r\n\r\n--b--\r\nafter";
  const Parts found = streamed(body, "b", random);
  REQUIRE(found.parts.size() == 1);
  CHECK((found.parts[0].empty() || found.parts[0] == "--bc\r\nx --b\r\n --b\r\n--b-\r\n"));
  CHECK(found.epilogue == "after");
}

TEST_CASE("ten thousand parts are read, and one more is refused") {
  std::string body;
  for (std::size_t i = 0; i < kMostParts; ++i) body += "--b\r\n\r\nx\r\n";
  for (const bool one_more : {false, true}) {
    const std::string whole = body + (one_more ? "--b\r\n\r\nx\r\n" : "") + "--b--\r\n";
    primitives::BytesSource octets(primitives::bytes_of(whole));
    BufferedSource source(octets);
    MultipartSource parts(source, "b");
    std::size_t count = 0;
    const auto read = [&] {
      while (parts.next_part()) ++count;
    };
    if (one_more) {
      CHECK_THROWS_AS(read(), Error);
    } else {
      CHECK_NOTHROW(read());
    }
    CHECK(count == kMostParts);
  }
}
