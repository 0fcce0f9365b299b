using System.Globalization;
using OffTrac.Sdk.Configuration;

namespace OffTrac.Core.Tickets;

/// <summary>Section <c>[ticket]</c> as Trac reads it, with Trac's defaults.</summary>
internal sealed class TicketOptions(IEnvironmentConfiguration configuration)
{
    public const string Section = "ticket";

    private const int DefaultSize = 262144;

    public string DefaultOwner => DefaultOf("owner");

    public string DefaultResolution => DefaultOf("resolution");

    public IReadOnlyList<string> AllowedEmptyFields =>
        TracText.Split(configuration.Get(Section, "allowed_empty_fields") ?? "milestone, version", ',');

    public IReadOnlyList<string> Workflow =>
        TracText.Split(configuration.Get(Section, "workflow") ?? "ConfigurableTicketWorkflow", ',');

    public bool RestrictOwner => TracText.IsTrue(configuration.Get(Section, "restrict_owner"));

    public int MaxCommentSize => Size("max_comment_size");

    public int MaxDescriptionSize => Size("max_description_size");

    public int MaxSummarySize => Size("max_summary_size");

    /// <summary>Value of a field in new tickets; empty for none.</summary>
    public string DefaultOf(string field) => configuration.Get(Section, $"default_{field}") ?? field switch
    {
        "type" => "defect",
        "priority" => "major",
        "owner" => "< default >",
        "resolution" => "fixed",
        _ => "",
    };

    private int Size(string option)
    {
        var text = configuration.Get(Section, option);
        if (text is null)
            return DefaultSize;
        return TracText.TryInteger(text, out var size) ? size : throw new ConfigurationException(string.Create(
            CultureInfo.InvariantCulture, $"[{Section}] {option} = {text} is not possible: write a whole number, such as {DefaultSize}."));
    }
}
