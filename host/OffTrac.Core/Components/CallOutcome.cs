namespace OffTrac.Core.Components;

/// <summary>How a call to a component ended: with an answer, or with the reason why there is none.</summary>
internal readonly struct CallOutcome<TAnswer>
{
    private CallOutcome(TAnswer? answer, string? failure)
    {
        Answer = answer;
        Failure = failure;
    }

    public TAnswer? Answer { get; }

    /// <summary>One line; null when there is an answer.</summary>
    public string? Failure { get; }

    public static CallOutcome<TAnswer> Of(TAnswer answer) => new(answer, null);

    public static CallOutcome<TAnswer> Failed(string reason) => new(default, reason);
}
