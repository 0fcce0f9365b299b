using System.Collections;
using System.Runtime.CompilerServices;

namespace OffTrac.Sdk.Tickets;

/// <summary>
/// Values of a ticket's fields, name to text as stored, in a fixed order; immutable. A field that is absent, one that is null
/// and one that is empty differ. Names are compared by exact case.
/// </summary>
[CollectionBuilder(typeof(FieldValues), nameof(Create))]
public sealed class FieldValues : IReadOnlyCollection<KeyValuePair<string, string?>>, IEquatable<FieldValues>
{
    private readonly KeyValuePair<string, string?>[] _values;

    private FieldValues(KeyValuePair<string, string?>[] values) => _values = values;

    /// <summary>No values.</summary>
    public static FieldValues Empty { get; } = new([]);

    /// <inheritdoc />
    public int Count => _values.Length;

    /// <summary>Names in order.</summary>
    public IEnumerable<string> Names => _values.Select(value => value.Key);

    /// <summary>The value, or null when the field is absent or null.</summary>
    /// <param name="name">Name of the field.</param>
    public string? this[string name] => IndexOf(name) is var index and >= 0 ? _values[index].Value : null;

    /// <summary>Makes values from pairs; of two with one name the later value stays, at the earlier's place.</summary>
    /// <param name="values">The pairs.</param>
    public static FieldValues Create(ReadOnlySpan<KeyValuePair<string, string?>> values)
    {
        if (values.IsEmpty)
            return Empty;
        var list = new List<KeyValuePair<string, string?>>(values.Length);
        foreach (var value in values)
        {
            var index = list.FindIndex(other => string.Equals(other.Key, value.Key, StringComparison.Ordinal));
            if (index < 0)
                list.Add(value);
            else
                list[index] = value;
        }

        return new FieldValues([.. list]);
    }

    /// <summary>Makes values from pairs.</summary>
    /// <param name="values">The pairs.</param>
    public static FieldValues From(IEnumerable<KeyValuePair<string, string?>> values) => Create(values.ToArray());

    /// <summary>Whether the field is present, be it null.</summary>
    /// <param name="name">Name of the field.</param>
    public bool Contains(string name) => IndexOf(name) >= 0;

    /// <summary>Whether the field is present, and its value.</summary>
    /// <param name="name">Name of the field.</param>
    /// <param name="value">Its value, which may be null even then.</param>
    public bool TryGetValue(string name, out string? value)
    {
        var index = IndexOf(name);
        value = index < 0 ? null : _values[index].Value;
        return index >= 0;
    }

    /// <summary>These values with one more or another one.</summary>
    /// <param name="name">Name of the field.</param>
    /// <param name="value">Its value.</param>
    public FieldValues With(string name, string? value)
    {
        var index = IndexOf(name);
        if (index < 0)
            return new FieldValues([.. _values, new(name, value)]);
        var copy = (KeyValuePair<string, string?>[])_values.Clone();
        copy[index] = new(name, value);
        return new FieldValues(copy);
    }

    /// <summary>These values with others on top.</summary>
    /// <param name="values">The others.</param>
    public FieldValues With(FieldValues values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return Create([.. _values, .. values._values]);
    }

    /// <summary>These values without one.</summary>
    /// <param name="name">Name of the field.</param>
    public FieldValues Without(string name) =>
        Contains(name) ? new FieldValues([.. _values.Where(value => !string.Equals(value.Key, name, StringComparison.Ordinal))]) : this;

    /// <inheritdoc />
    public IEnumerator<KeyValuePair<string, string?>> GetEnumerator() => _values.AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Same fields with the same values in the same order.</summary>
    /// <param name="other">Other values.</param>
    public bool Equals(FieldValues? other) => other is not null && _values.AsSpan().SequenceEqual(other._values);

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as FieldValues);

    /// <inheritdoc />
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (var (name, value) in _values)
        {
            hash.Add(name, StringComparer.Ordinal);
            hash.Add(value, StringComparer.Ordinal);
        }

        return hash.ToHashCode();
    }

    private int IndexOf(string name)
    {
        for (var i = 0; i < _values.Length; i++)
        {
            if (string.Equals(_values[i].Key, name, StringComparison.Ordinal))
                return i;
        }

        return -1;
    }
}
