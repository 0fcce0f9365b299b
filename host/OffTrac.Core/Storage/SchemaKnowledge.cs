using System.Collections.Concurrent;
using OffTrac.Sdk.Storage;

namespace OffTrac.Core.Storage;

/// <summary>Which areas' tables are known to be committed. Only that is remembered: a missing table may appear at any time.</summary>
internal sealed class SchemaKnowledge
{
    private readonly ConcurrentDictionary<string, int> _versions = new(StringComparer.Ordinal);

    public bool Knows(DatabaseSchema schema) => _versions.TryGetValue(schema.Area, out var version) && version == schema.Version;

    public void Learn(DatabaseSchema schema) => _versions[schema.Area] = schema.Version;

    public void Forget(DatabaseSchema schema) => _versions.TryRemove(schema.Area, out _);
}
