namespace OffTrac.Sdk.Rpc;

/// <summary>A parameter of a method.</summary>
public sealed record RpcParameter
{
    /// <summary>Makes a parameter that must be given.</summary>
    /// <param name="type">Its type.</param>
    /// <param name="name">Its name.</param>
    public RpcParameter(RpcType type, string name)
    {
        Type = type;
        Name = name;
    }

    /// <summary>Makes a parameter that may be left out.</summary>
    /// <param name="type">Its type.</param>
    /// <param name="name">Its name.</param>
    /// <param name="defaultText">What people are told of its default value, such as <c>None</c>, <c>0</c> or <c>"status!=closed"</c>.</param>
    public RpcParameter(RpcType type, string name, string defaultText)
        : this(type, name) => DefaultText = defaultText;

    /// <summary>Its type.</summary>
    public RpcType Type { get; }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>What people are told of its default value; null when it must be given.</summary>
    public string? DefaultText { get; }
}
