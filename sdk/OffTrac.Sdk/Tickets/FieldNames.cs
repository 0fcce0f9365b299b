using System.Collections;
using System.Runtime.CompilerServices;

namespace OffTrac.Sdk.Tickets;

/// <summary>Names of fields in a fixed order, each once; immutable. Names are compared by exact case.</summary>
[CollectionBuilder(typeof(FieldNames), nameof(Create))]
public sealed class FieldNames : IReadOnlyList<string>, IEquatable<FieldNames>
{
    private readonly string[] _names;

    private FieldNames(string[] names) => _names = names;

    /// <summary>No names.</summary>
    public static FieldNames Empty { get; } = new([]);

    /// <inheritdoc />
    public int Count => _names.Length;

    /// <inheritdoc />
    public string this[int index] => _names[index];

    /// <summary>Makes a list from names; what comes again is left out.</summary>
    /// <param name="names">The names.</param>
    public static FieldNames Create(ReadOnlySpan<string> names) => From(names.ToArray());

    /// <summary>Makes a list from names; what comes again is left out.</summary>
    /// <param name="names">The names.</param>
    public static FieldNames From(IEnumerable<string> names)
    {
        string[] distinct = [.. names.Distinct(StringComparer.Ordinal)];
        return distinct.Length == 0 ? Empty : new FieldNames(distinct);
    }

    /// <summary>Whether a name is among them.</summary>
    /// <param name="name">Name of a field.</param>
    public bool Contains(string name) => Array.IndexOf(_names, name) >= 0;

    /// <inheritdoc />
    public IEnumerator<string> GetEnumerator() => _names.AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Same names in the same order.</summary>
    /// <param name="other">Other names.</param>
    public bool Equals(FieldNames? other) => other is not null && _names.AsSpan().SequenceEqual(other._names);

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as FieldNames);

    /// <inheritdoc />
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (var name in _names)
            hash.Add(name, StringComparer.Ordinal);
        return hash.ToHashCode();
    }
}
