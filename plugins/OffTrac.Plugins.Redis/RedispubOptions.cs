using OffTrac.Plugins.Redis.Messages;
using OffTrac.Sdk.Configuration;

namespace OffTrac.Plugins.Redis;

/// <summary>Section <c>[redispub]</c>.</summary>
[OptionsSection("redispub")]
public sealed record RedispubOptions : IOptionsValidator
{
    internal const string Durable = "durable";
    internal const string FireAndForget = "fire-and-forget";

    [Option("First part of the names of channels; empty for none.")]
    public string ChannelPrefix { get; init; } = "trac";

    [Option("Whether events wait in the database until Redis has them, or are sent once after the commit and lost while Redis is away.", Choices = [Durable, FireAndForget])]
    public string Mode { get; init; } = Durable;

    [Option("What new_values of a changed ticket holds: the fields that changed, or all.")]
    public NewValues NewValues { get; init; } = NewValues.Changed;

    [Option("Whether a page that is changed in version 1 is published as created again, as Trac tells it; otherwise as changed.")]
    public bool CreatedAgain { get; init; } = true;

    [Option("Whether messages are sent on channels; without, there must be a stream.")]
    public bool Publish { get; init; } = true;

    [Option("Stream that messages are added to besides; {prefix}, {env} and {realm} are filled in. Empty for none.")]
    public string Stream { get; init; } = "";

    [Option("About how many messages the stream keeps; 0 for all.", Minimum = 0)]
    public long StreamMaxlen { get; init; } = 100_000;

    [Option("Whether the payload is wrapped in an object with event_id, event, env, time, author and url.")]
    public bool Envelope { get; init; }

    [Option("Patterns of what is published, such as ticket.*; without prefix and environment. Empty for everything.")]
    public IReadOnlyList<string> Channels { get; init; } = [];

    [Option("Patterns of what is not published; they win over channels.")]
    public IReadOnlyList<string> Exclude { get; init; } = [];

    [Option("Fields that are left out of payloads, such as description.")]
    public IReadOnlyList<string> FieldsExclude { get; init; } = [];

    [Option("Most bytes of a payload: the longest texts of a larger one become null and are named in truncated. 0 for no limit.", Minimum = 0)]
    public long MaxPayload { get; init; } = 1024 * 1024;

    [Option("Whether a message on redispub.resumed says that an outage of Redis is over and how much follows.")]
    public bool OutageMarker { get; init; }

    [Option("Most events kept for each stream component while Redis is away; the oldest are dropped.", Minimum = 1)]
    public long BacklogMax { get; init; } = 1_000_000;

    [Option("How long events are kept while Redis is away; older ones are dropped.", Minimum = 60)]
    public TimeSpan BacklogAge { get; init; } = TimeSpan.FromDays(7);

    [Option("Login of a person: only what this person may view is published. Empty for everything.")]
    public string RespectPermissionsOf { get; init; } = "";

    public IEnumerable<OptionProblem> Validate()
    {
        if (!Publish && Stream.Length == 0)
            yield return new OptionProblem("publish", "without channels nothing is sent: name a stream, or write true");
        foreach (var name in FieldsExclude.Where(name => !PayloadWriter.CanBeExcluded(name)))
            yield return new OptionProblem("fields_exclude", $"'{name}' says what a message is about; allowed are other members of payloads");
    }
}
