<?php
// `wp eval` runs this for one site. It prints, as JSON after a marker, what Connect Matomo has there and which settings differ from the
// desired ones. Standard input has these as JSON: mode, url, token, track_mode, site_id and settings; null keeps the site's own.
// With "writes" it writes them. If the number of the site is missing and there is a token, it asks Matomo for the number.
$desired = json_decode(file_get_contents('php://stdin'), true);
require_once ABSPATH . 'wp-admin/includes/plugin.php';

$plugin = 'wp-piwik/wp-piwik.php';
$network = is_plugin_active_for_network($plugin);
$status = $network ? 'active-network' : (is_plugin_active($plugin) ? 'active' : (file_exists(WP_PLUGIN_DIR . '/' . $plugin) ? 'inactive' : 'missing'));

// If the plugin is active for a network, its settings belong to the network. The number of a site in Matomo always belongs to that site.
$read = function ($key) use ($network) {
    return $network ? get_site_option('wp-piwik_global-' . $key, null) : get_option('wp-piwik_global-' . $key, null);
};
$numberOf = function ($site) {
    return is_multisite() ? get_blog_option($site, 'wp-piwik-site_id') : get_option('wp-piwik-site_id');
};

$mode = $read('piwik_mode');
$tracks = ($desired['track_mode'] ?? 'disabled') !== 'disabled';
$settings = $desired['settings'] + [
    'piwik_mode' => $desired['mode'] ?? (in_array($mode, ['php', 'cloud', 'cloud-matomo'], true) ? $mode : 'http'),
    'piwik_url' => $desired['url'],
    'piwik_token' => $desired['token'],
    'track_mode' => $desired['track_mode'],
] + ($tracks && $network ? ['auto_site_config' => false] : []); // for a site that is added later, the plugin would use the number 1 if Matomo refuses it one

$differing = [];
foreach ($settings as $key => $value) {
    $now = $read($key);
    $isSame = is_bool($value) ? $now !== null && (bool) $now === $value
        : (is_array($value) ? $now == $value : is_scalar($now) && (string) $now === (string) $value);
    if ($value !== null && !$isSame) {
        $differing['wp-piwik_global-' . $key] = is_bool($value) ? (string) (int) $value : (is_array($value) ? $value : (string) $value);
    }
}

// The sites whose number has to be written, by their numbers in WordPress; null if Matomo has to be asked for it.
$numbers = [];
if ($desired['site_id'] !== null) {
    if ((string) $numberOf(get_current_blog_id()) !== (string) $desired['site_id']) {
        $numbers[get_current_blog_id()] = (string) $desired['site_id'];
    }
} elseif ($tracks) {
    foreach ($network ? get_sites(['fields' => 'ids', 'number' => 0, 'archived' => 0, 'spam' => 0, 'deleted' => 0]) : [get_current_blog_id()] as $site) {
        if (!$numberOf($site)) {
            $numbers[$site] = null;
        }
    }
}

// The number of the one site that has this URL, among those the token's user may view. The token is in the body: it belongs in no URL.
$find = function ($url) use ($desired, $read) {
    $answer = wp_remote_post($desired['url'] . 'index.php?module=API&method=SitesManager.getSitesIdFromSiteUrl&format=json&language=en', [
        'body' => ['token_auth' => $desired['token'], 'url' => $url],
        'redirection' => 0,
        'sslverify' => !$read('disable_ssl_verify'),
        'timeout' => $desired['timeout'],
    ]);
    if (is_wp_error($answer)) {
        throw new Exception('WordPress cannot ask Matomo which of its sites has the URL ' . $url . ': ' . $answer->get_error_message() . '.');
    }
    $found = json_decode(wp_remote_retrieve_body($answer), true);
    if (!is_array($found) || isset($found['result'])) {
        throw new Exception('Matomo did not say which of its sites has the URL ' . $url . ' (HTTP ' . wp_remote_retrieve_response_code($answer) . '): '
            . ($found['message'] ?? 'what answered is not its API.'));
    }
    if (count($found) !== 1) {
        throw new Exception(count($found) === 0
            ? 'Matomo has no site with the URL ' . $url . ' that the user may view. Add it, give the user view access to it, or give its number in site_id.'
            : 'Matomo has several sites with the URL ' . $url . ' (' . implode(', ', array_column($found, 'idsite')) . '). Give the number of one in site_id.');
    }
    return (string) $found[0]['idsite'];
};

$written = 0;
$write = function ($name, $value, $site = null) use ($network, &$written) {
    global $wpdb;
    $isWritten = $site !== null && is_multisite() ? update_blog_option($site, $name, $value)
        : ($site === null && $network ? update_site_option($name, $value) : update_option($name, $value));
    if (!$isWritten) {
        throw new Exception('WordPress cannot write ' . $name . '. ' . $wpdb->last_error);
    }
    $written++;
};

$looksUp = in_array(null, $numbers, true);
$names = array_merge(array_keys($differing), $numbers ? ['wp-piwik-site_id'] : []);
$error = null;
try {
    // Tracking comes last, so that the plugin finds the token and the number when it begins to track.
    $last = array_intersect_key($differing, ['wp-piwik_global-track_mode' => 0]);
    foreach ($desired['writes'] ? array_diff_key($differing, $last) : [] as $name => $value) {
        $write($name, $value);
    }
    foreach ($desired['token'] !== null ? array_keys($numbers, null, true) : [] as $site) {
        $numbers[$site] = $find(is_multisite() ? get_home_url($site) : home_url());
    }
    foreach ($desired['writes'] ? $numbers : [] as $site => $number) {
        $write('wp-piwik-site_id', $number, $site);
    }
    foreach ($desired['writes'] ? $last : [] as $name => $value) {
        $write($name, $value);
    }
} catch (Exception $exception) {
    $error = $exception->getMessage();
}
if ($written) {
    // The plugin rebuilds its tracking code unless that is newer than the last change of its settings.
    $now = time();
    $network ? update_site_option('wp-piwik_global-last_settings_update', $now) : update_option('wp-piwik_global-last_settings_update', $now);
    // Outside a network it keeps the code only when its settings page built it; otherwise every page asks Matomo. So it is built here.
    if (!$network && get_option('wp-piwik-site_id') && in_array($read('track_mode'), ['default', 'js', 'proxy'], true) && $read('piwik_mode') !== 'php') {
        try {
            require_once WP_PLUGIN_DIR . '/' . $plugin;
            $made = new WP_Piwik();
            $code = method_exists($made, 'update_tracking_code') ? $made->update_tracking_code() : $made->updateTrackingCode();
            if (strpos($code['script'] ?? '', '<script') !== false) {
                update_option('wp-piwik-tracking_code', $code['script']);
                update_option('wp-piwik-noscript_code', $code['noscript']);
                update_option('wp-piwik_global-proxy_url', $code['proxy']);
                update_option('wp-piwik-last_tracking_code_update', $now + 1);
            }
        } catch (Throwable $throwable) {
            // The pages track without it, too.
        }
    }
    if ($desired['flushes'] && !wp_cache_flush()) {
        $error = trim($error . ' The object cache cannot be flushed.');
    }
}

echo PHP_EOL, 'matomo_token-site ', wp_json_encode([
    'status' => $status,
    'address' => is_multisite() ? get_site()->domain . get_site()->path : null,
    'installation' => realpath(ABSPATH) . ' ' . DB_NAME . ' ' . $GLOBALS['wpdb']->base_prefix, // Debian's, for one, has several in one directory
    'token' => (string) $read('piwik_token'),
    'token_in_url' => ($desired['settings']['http_method'] ?? $read('http_method')) === 'get' || ($desired['track_mode'] ?? $read('track_mode')) === 'proxy',
    'differing' => $names,
    'looks_up' => $looksUp,
    'written' => $written > 0,
    'error' => $error,
]), PHP_EOL;
