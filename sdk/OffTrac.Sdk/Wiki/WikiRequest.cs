using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Tickets;

namespace OffTrac.Sdk.Wiki;

/// <summary>What a person wants of a page.</summary>
public sealed record WikiRequest
{
    /// <summary>Name of the page.</summary>
    public required string Name { get; init; }

    /// <summary>Who asks: login, or <c>anonymous</c>.</summary>
    public required string User { get; init; }

    /// <summary>Who is written down as author; null for the user.</summary>
    public string? Author { get; init; }

    /// <summary>Wiki text; null when deleting.</summary>
    public string? Text { get; init; }

    /// <summary>Comment on the version.</summary>
    public string? Comment { get; init; }

    /// <summary>Whether only those with <c>WIKI_ADMIN</c> may change it; null to leave that as it is.</summary>
    public bool? IsReadOnly { get; init; }

    /// <summary>When saving: the version that the person looked at, 0 for none. When deleting: the one to delete, null for all.</summary>
    public int? Version { get; init; }

    /// <summary>Which steps run besides the storing; there is no workflow and no notification of pages.</summary>
    public EditSteps Steps { get; init; } = EditSteps.All;

    /// <summary>Through what it comes.</summary>
    public ChangeOrigin Origin { get; init; }
}
