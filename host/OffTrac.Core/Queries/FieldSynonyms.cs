namespace OffTrac.Core.Queries;

/// <summary>Other words for fields, as Trac has them.</summary>
internal static class FieldSynonyms
{
    public static string Resolve(string field) => field switch
    {
        "created" => "time",
        "modified" => "changetime",
        _ => field,
    };
}
