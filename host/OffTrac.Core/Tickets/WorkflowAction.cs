namespace OffTrac.Core.Tickets;

/// <summary>One action of <c>[ticket-workflow]</c>.</summary>
internal sealed record WorkflowAction
{
    public required string Name { get; init; }

    /// <summary>States that it starts from; null stands for a ticket that is being made, <c>*</c> alone for any other.</summary>
    public IReadOnlyList<string?> OldStates { get; init; } = [];

    /// <summary>State that it leads to; <c>*</c> leaves it, empty when the line that says so is broken.</summary>
    public string NewState { get; init; } = "";

    public string Label { get; init; } = "";

    public int Weight { get; init; }

    /// <summary>Any one of them suffices; none are needed when it is empty.</summary>
    public IReadOnlyList<string> Permissions { get; init; } = [];

    public IReadOnlyList<string> Operations { get; init; } = [];

    /// <summary>Who can become owner; null when the ini doesn't say.</summary>
    public IReadOnlyList<string>? SetOwner { get; init; }

    /// <summary>Resolutions to choose from; null when the ini doesn't say.</summary>
    public IReadOnlyList<string>? SetResolution { get; init; }

    public string OwnerArgument => $"action_{Name}_reassign_owner";

    public string ResolutionArgument => $"action_{Name}_resolve_resolution";

    public bool Does(string operation) => Operations.Contains(operation, StringComparer.Ordinal);

    public bool DoesOnly(string operation) => Operations.Count == 1 && Does(operation);

    public bool StartsFrom(string? state) =>
        (state is not null && OldStates is ["*"]) || OldStates.Contains(state, StringComparer.Ordinal);
}
