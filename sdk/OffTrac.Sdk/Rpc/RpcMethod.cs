namespace OffTrac.Sdk.Rpc;

/// <summary>A method as <c>system.listMethods</c>, <c>system.methodHelp</c> and <c>system.methodSignature</c> show it.</summary>
public sealed record RpcMethod
{
    /// <summary>Name within the namespace, such as <c>getAll</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Action that the caller must hold, such as <c>WIKI_VIEW</c>; null when the method decides by resource.</summary>
    public string? Permission { get; init; }

    /// <summary>Type of the answer.</summary>
    public required RpcType Returns { get; init; }

    /// <summary>Parameters in order, those with a default value last.</summary>
    public IReadOnlyList<RpcParameter> Parameters { get; init; } = [];

    /// <summary>
    /// What <c>system.methodSignature</c> tells: for each form of the call the type of the answer and those of the parameters. Null for
    /// the usual: without any optional parameter, with the first of them, and so on.
    /// </summary>
    public IReadOnlyList<IReadOnlyList<RpcType>>? Signatures { get; init; }

    /// <summary>What it does, as wiki text.</summary>
    public required string Description { get; init; }
}
