# Pings a host for ever: heartbeat.ps1 -Url URL [-TokenFile FILE] [-Seconds 60]
param([Parameter(Mandatory)][string]$Url, [string]$TokenFile, [int]$Seconds = 60)
while ($true) {
    $headers = @{}
    if ($TokenFile) { $headers['Authorization'] = 'Bearer ' + (Get-Content -TotalCount 1 $TokenFile) }
    try { Invoke-WebRequest -Uri $Url -Method Post -Headers $headers -TimeoutSec 10 -MaximumRedirection 0 -UseBasicParsing | Out-Null }
    catch { [Console]::Error.WriteLine("$([DateTime]::UtcNow.ToString('s'))Z $Url did not answer: $_") }
    Start-Sleep -Seconds $Seconds
}
