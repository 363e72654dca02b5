<?php
/*
Plugin Name: Connect Matomo
Version: 1.1
*/

// A stand-in for the plugin: what the role calls. In 1.0 the method is updateTrackingCode.
class WP_Piwik
{
    public function update_tracking_code()
    {
        return ['script' => '<script>' . get_option('wp-piwik-site_id') . '</script>', 'noscript' => '<noscript>', 'proxy' => '//'];
    }
}
