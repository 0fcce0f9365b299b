using OffTrac.Core.Wiki.Syntax;
using OffTrac.Sdk.Wiki;

namespace OffTrac.Core.Wiki.Rendering;

/// <summary>What a call became.</summary>
internal abstract record CallOutcome
{
    private CallOutcome()
    {
    }

    /// <summary>One of Trac's own processors, written by the writer.</summary>
    public static CallOutcome BuiltIn { get; } = new WrittenByWriter();

    /// <summary>A line break.</summary>
    public static CallOutcome LineBreak { get; } = new BreaksLine();

    /// <summary>A macro that may not stand where it does: its call is shown.</summary>
    public static CallOutcome Shown { get; } = new IsShown();

    /// <summary>HTML; a box is never fitted into a line.</summary>
    public sealed record Html(string Text, bool IsBox) : CallOutcome;

    /// <summary>Wiki text that a macro answered, rendered.</summary>
    public sealed record Rendered(WikiTree Tree, Expansion Expansion) : CallOutcome;

    /// <summary>No macro at all.</summary>
    public sealed record Link(WikiLink Target) : CallOutcome;

    private sealed record WrittenByWriter : CallOutcome;

    private sealed record BreaksLine : CallOutcome;

    private sealed record IsShown : CallOutcome;
}
