// Chapter: what mail lacks. Every hop reads it, and anybody writes any sender's name.
#include "walkthrough/chapters/chapters.hpp"

namespace smime::walkthrough::chapters {
namespace {

void before_it_begins(Lesson& lesson) {
  Story& story = lesson.story;
  story.scene("You", "before it begins");
  story.say(
      "Three people play here. {} tells the lesson and says \"I\". {} is to have breakfast with "
      "me. {} runs a machine on the way between us, reads what passes, and changes it.",
      {term(lesson.cast.sender().name), term(lesson.cast.katie().name),
       term(lesson.cast.mallory().name)});
  story.say(
      "All keys, certificates and messages are real: they are made while you read, by the same "
      "code that the program smime is built from. Where their octets (bytes, that is) are shown, "
      "a line has the place of its first octet, then each octet as two hexadecimal digits, then "
      "the same as text:");
  story.bytes("A word", primitives::bytes_of("breakfast"));
  story.require(lesson.cast.katie().key.public_key() ==
                    lesson.cast.katie().certificate.public_key().rsa_key(),
                "a line like this is something that was checked just now (here: that Katie's "
                "certificate is for Katie's key). Had it not held, the lesson would have stopped",
                {});
  story.say(
      "Some chapters end with commands of another program to try. They work on the files of the "
      "lesson, which walkthrough/run --out FOLDER writes. With --step it waits for Enter, with "
      "--zoom message it leaves the octets out, and a chapter's name tells that chapter alone.");
}

void every_hop_reads(Lesson& lesson, const std::string& message) {
  Story& story = lesson.story;
  story.scene("On the way", "a message without S/MIME, as each machine that carries it sees it");
  story.covers({"6"});
  story.say(
      "I write to Katie. This is the whole message as my program hands it to the first "
      "server; nothing has been left out:");
  story.listing("The message on the wire", message);
  story.file("plain.eml", message);
  for (const char* hop :
       {"my provider's server", "a relay between the providers", "Katie's provider's server"}) {
    story.require(message.find(kInvitation) != std::string::npos,
                  "{} finds the words of the invitation in what it carries: \"{}\"",
                  {term(hop), term(kInvitation)});
  }
  story.say(
      "A mail message is plain text. Whoever runs one of these machines, or listens to the "
      "lines between them, reads it as easily as Katie does.");
}

void anyone_writes_any_name(Lesson& lesson, const std::string& message) {
  Story& story = lesson.story;
  const std::string forged = spoofed(message);
  story.scene("Mallory", "a message that says it is from me");
  story.covers({"7"});
  story.say(
      "The sender's name is text like the rest. Mallory copies my message, changes the "
      "place, and keeps my name:");
  story.listing("Mallory's message", forged);
  story.require(header_line(forged, "From") == header_line(message, "From"),
                "both messages carry the same sender's line: {}",
                {term(header_line(message, "From"))});
  story.say(
      "Nothing in it lets Katie tell the two apart. The line that names the sender is a "
      "claim, and mail itself does not check it.");
}

void what_smime_adds(Lesson& lesson) {
  Story& story = lesson.story;
  story.scene("The goals", "what S/MIME adds");
  story.covers({"1", "2", "3", "4", "5", "8", "9"});
  story.table("Three properties, and where this lesson proves each",
              {{compose("Secrecy", {}), compose("only the person it is meant for can read it: "
                                                "chapter \"secrecy\"",
                                                {})},
               {compose("Authentication", {}), compose("Katie knows who sent it, and detects a "
                                                       "forged signature: chapter "
                                                       "\"authentication\"",
                                                       {})},
               {compose("Integrity", {}), compose("Katie knows that nobody changed it on the way: "
                                                  "the tampering in both chapters",
                                                  {})}});
  story.say(
      "The last two belong together. To know who wrote a message is worth little while "
      "somebody else may have changed its words afterwards; the chapter \"authentication\" "
      "shows that they fail at two different checks.");
  story.say(
      "S/MIME builds on MIME, the format in which mail already carries pictures and "
      "attachments. A signed or encrypted message is a MIME message like any other, so it "
      "passes through servers that know nothing of it, between programs of different makers.");
  story.try_it("cat plain.eml", "Dunkin Donuts");
  story.exercise(
      "Send yourself a mail and read its source in your mail program. Which of its "
      "lines did your own program write, and which did the servers add? Which of them "
      "could anybody have written?");
}

}  // namespace

void goals(Lesson& lesson) {
  lesson.story.chapter("goals", "Why: secrecy and authentication",
                       "A plain message, read at every hop, and a forged one that looks the same.");
  const std::string message = breakfast_message(lesson.cast);
  before_it_begins(lesson);
  every_hop_reads(lesson, message);
  anyone_writes_any_name(lesson, message);
  what_smime_adds(lesson);
}

}  // namespace smime::walkthrough::chapters
