using System.Text.Json;
using OffTrac.Sdk.Resources;

namespace OffTrac.Core.Tests.Security;

/// <summary>Resources as recordings name them: a path of realm, id and perhaps version from the outermost in.</summary>
internal static class RecordedResource
{
    public static Resource? From(JsonElement path)
    {
        Resource? resource = null;
        foreach (var step in path.EnumerateArray())
        {
            resource = new Resource
            {
                Realm = step[0].GetString()!,
                Id = step[1].ValueKind == JsonValueKind.Null ? null : step[1].ToString(),
                Version = step.GetArrayLength() > 2 ? step[2].GetInt32() : null,
                Parent = resource,
            };
        }

        return resource;
    }
}
